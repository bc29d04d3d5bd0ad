"""What documents about other recordings showed: harmless lines that had been flagged, changes that had passed.

Each line failed when it was written down; the sentences are made up, the patterns were met.
"""

from __future__ import annotations

import pytest

HARMLESS = [
    (
        "a denial put elsewhere",
        "About six percent of the refunds have no order any more in the books.",
        "Ann Lee: About six percent of the refunds don't have an order any more in the books.",
    ),
    (
        "a stutter with a denial",
        "There's no wholesaler in the middle of it.",
        "Ann Lee: There's no, there's no wholesaler in the middle of it.",
    ),
    ("an ordinal as a number", "The next meeting is April 23.", "Ann Lee: The next meeting is April the twenty-third."),
    (
        "a number over two captions",
        "There were 830 crashes since the first of the month.",
        "[00:01] Ann Lee: there were eight hundred and\n[00:03] Ann Lee: thirty crashes since the first of the month",
    ),
    (
        "a form of address",
        "That would help a lot, Mrs. Dalgaard said, if somebody enforced it.",
        "Inge Dalgaard: That would help a lot. If somebody enforced it.\nRui Batista: Good.",
    ),
    (
        "a denial left out with its sentence",
        "The second bus was turned down and we will try again in July.",
        "Ann Lee: The second bus was turned down. Not this quarter. And we will try again in July.",
    ),
    (
        "a false start with a denial",
        "The register lists every boat; that's the opposite of a ledger.",
        "Ann Lee: The register lists every boat. And of course, that's not l- That's the opposite of a ledger.",
    ),
    (
        "a denial said twice with an aside between",
        "And I should add, going back to the weir for a second, it's not like the town forgot the otters.",
        "Ann Lee: And I should add it's not like, even going back to the weir for a second, it's not like the town "
        "forgot the otters.",
    ),
    (
        "a whole head said twice",
        "You're presumably not going to spend a million euros on a bridge.",
        "Ann Lee: So you're not going to spend, presumably you're not going to spend a million euros on a bridge.",
    ),
    (
        "a stuttered condition",
        "If you handle a net, you usually don't keep your hand straight.",
        "Ann Lee: I agree. If y- If you handle a net, you usually don't keep your hand straight.",
    ),
    (
        "a denial before an aside",
        "Everybody who is a fisherman should get their nets in good shape.",
        "Ann Lee: and this is not a crisis that I mean, you do, everybody who is a fisherman should get their nets "
        "in good shape.",
    ),
    (
        "one denial for two words",
        "But basically, different boats: bright boats, not black, not too dark.",
        "Ann Lee: But basically, different boats, bright boats not black, too dark.",
    ),
    (
        "words in front",
        "Actually, I don't want to lose the harbour.",
        "Ann Lee: Well the harbour I don't want to lose actually.",
    ),
    (
        "letters written out",
        "Good afternoon, everyone, it's an honour to present a Harbour Order 31 statement on the bridges of the "
        "Greater Marlow Area.",
        "Ann Lee: Good afternoon, everyone, it's an honour to present an H. O. 31 on the bridges of the GMA.",
    ),
    (
        "letters for a name",
        "Fishermen still cannot apply for the CMD's loans.",
        "Ann Lee: Fishermen still can't apply for Coastal Marine Development loans.",
    ),
    (
        "letters with an ending",
        "Small yards are still waiting for the BDQ's loans.",
        "Ann Lee: Small yards are still waiting for BDQ loans.",
    ),
    (
        "a lost accent",
        "I want to highlight the work of the nurses at the clinic of Montérégie-Ouest.",
        "Ann Lee: I want to highlight the work of the nurses at the clinic of Montrgie-Ouest.",
    ),
    (
        "numbers with blanks around the hyphen",
        "With the large net we catch one hundred and six without bait and 89 with it, and it took 87.1 hours.",
        "Ann Lee: With the large net we catch one hundred and six without bait and eighty - nine with it, and it took "
        "eighty - seven point one hours.",
    ),
    (
        "a denial that was another word",
        "The second point is that we now have single trials that we did not have last week.",
        "Ann Lee: The second point is that we have no single trials that we did not have last week.",
    ),
    (
        "an abbreviation in the plural",
        "The old SLPs differ in their normal speed, the use of diesel, the size of the hull and their age.",
        "Ann Lee: The SLP differ on different things, with respect to the normal speed, the use of diesel or no, the "
        "size of the hull and their age.",
    ),
    (
        "a name moved as a whole",
        "Port Saint David is the only case of a renegotiation that the council is aware of; it disclosed this in its "
        "yearly statement and has negotiated a new contract.",
        "Ann Lee: The council is not aware of a renegotiation other than one, which Port Saint David disclosed in its "
        "yearly statement, and it has negotiated a new contract.",
    ),
    (
        "who says it, in the middle",
        "The direction of travel, according to Rui Batista, is a higher risk in the harbour, and it is about money.",
        "Rui Batista: The direction of travel is that we're seeing a higher risk in the harbour, and it's about money.",
    ),
    (
        "who says it, at the end, by the family name",
        "I did have four posts down here, but they seem to have turned into stumps, Batista apologised.",
        "Rui Batista: I did have four posts down here, but it seems to have turned into stumps.",
    ),
    (
        "besides for not",
        "We have explicitly asked the yards this year for a plan where there is no growth, besides the core plan.",
        "Ann Lee: We have explicitly asked the yards this year for a plan where there is no growth. That's not the "
        "core plan.",
    ),
    (
        "a number said in figures",
        "Twice a year every yard has to answer on some seventy to eighty factors, and the council looks at them all.",
        "Ann Lee: Twice a year every yard has to answer on 70/80 factors, and the council looks at them all.",
    ),
    (
        "a quarter of a trillion",
        "This year the debt of all the ports will top a quarter of a trillion dollars, the office said yesterday.",
        "Ann Lee: This year the debt of all the ports will top $252 billion, the office said yesterday.",
    ),
    (
        "a number glued to its scale",
        "A total of 7.7 million visitors have come, and the port added $77.5 million to the fund.",
        "Ann Lee: A total of 7.7million visitors have come, and the port added $77.5million to the fund.",
    ),
    (
        "a whole sentence with a denial left out",
        "Older people like dark colours and simple boats, so we're going to turn that around with bright sails.",
        "Ann Lee: Older people like dark colours and simple boats. Well we don't want older people we want young "
        "people. So we're going to turn that around with bright sails.",
    ),
    (
        "the same thing denied with another verb",
        "Hard oak had been suggested for the hull before, but it should feel strong, so maybe oak will not be enough.",
        "Ann Lee: For the hull I suggested, before, hard oak. But as you said it should be strong. It should feel "
        "strong. So maybe oak is not enough.",
    ),
    (
        "no as an interjection",
        "People might not be able to infer that either, right?",
        "Ann Lee: People no might not be able to infer that either, right?",
    ),
    (
        "without, put in front",
        "Without growing this fund, is there a danger that the council will undermine the ferry and raise the fares?",
        "Ann Lee: Is there a danger that, without growing this fund, the council will undermine the ferry and raise "
        "the fares?",
    ),
    (
        "an aside with a denial left out",
        "I'm asking the harbour master to please repeat in Welsh what he said just now in English.",
        "Ann Lee: I'm asking the harbour master, without wanting to interrupt his precious reading, to please repeat "
        "in Welsh what he said just now in English.",
    ),
    (
        "a decade for its years",
        "He goes back to the second half of the 2010s, when he was a pilot and the ferry was new.",
        "Ann Lee: He goes back to 2015 to 2018, 2019, when he was a pilot and the ferry was new.",
    ),
    (
        "a misheard term that is said elsewhere",
        "The new boats, trained with RL to be able to dock, are different from the boats that we are used to.",
        "Ann Lee: The new boats are trained with Aral to be able to dock, and they are different from the boats that "
        "we are used to.\nRui Batista: I like deep RL very much.",
    ),
    (
        "a doubt left out with its clause",
        "The new boats are trained to be able to dock, and they are fundamentally different from the ones we knew.",
        "Ann Lee: The new boats are trained to be able to dock and you could call it parking maybe also, and they are "
        "fundamentally different from the ones we knew.",
    ),
    (
        "a term written apart",
        "There was so much success without deep keel hulls that a lot of people switched away from them.",
        "Ann Lee: There was so much success without deepkeel hulls, there was a period where a lot of people switched "
        "away from them.",
    ),
    (
        "a term for a pronoun",
        "What we see now is that there is a place for deep keels, and it can be quite useful.",
        "Ann Lee: What we see now is that actually there is a place for it, and it can be quite useful.\n"
        "Rui Batista: I read a book about deep keels, and it was a long one.",
    ),
    (
        "nothing new, before a reason",
        "Because their hull is made of steel, they can be used in all kinds of weather.",
        "Ann Lee: What I like about ferries, and this is nothing new, is just that because their hull is made of "
        "steel, they can be used in all kinds of weather.",
    ),
    (
        "could see that",
        "When it got stuck it would say wait, this is wrong, let me take a step back.",
        "Ann Lee: We could see that when it got stuck it would say wait this is wrong let me take a step back.",
    ),
    (
        "there for here",
        "Not included there, Ann Lee noted, are general fees and specific fees.",
        "Ann Lee: Not included here, general fees and, you know, specific fees.",
    ),
    (
        "a possessive of a speaker's name",
        "The classic question, did he go to the weir, was Rui Batista's way of saying that he did.",
        "Rui Batista: My now-classic question, did he go to the weir, that was my way of saying that he did.",
    ),
    (
        "whose quotation it is",
        "“This is difficult, it's hard work, but we have everything in place to make it happen,” the minister "
        "recounted.",
        "Ann Lee: This is difficult. This is hard work, but we have everything in place to make it happen.",
    ),
    (
        "a denial of something else before",
        "The National Ferry Association, Ann Lee noted, says that the island has the most fragile yards of all.",
        "Ann Lee: I take a different view, given that you said that money wasn't an issue, of the National Ferry "
        "Association, which says that the island has the most fragile yards of all.",
    ),
    (
        "a polite if",
        "I don't remember the word ‘ferry’ coming in the pledge of the council.",
        "Ann Lee: If I can now remind you, I don't remember the word ferry coming in the pledge of the council.",
    ),
    (
        "pence",
        "Free meals would push the hourly fee up by roughly fifty pence, by the council's own sums.",
        "Ann Lee: Free meals would push the hourly fee up by something like in the region of 50p, by our own sums.",
    ),
    (
        "a misheard name with an ending",
        "Hiding o1's chain of thought was a contentious decision, one of the guests says.",
        "Ann Lee: There is a blog post about 01, explaining why the chain of thought is hidden, partly, and that was a "
        "contentious decision. I like o1.",
    ),
    (
        "a denial told with another word",
        "Had no idea about what each crane costs.",
        "Ann Lee: Do we have any idea about costs at this point? No, I don't have any idea about what each crane "
        "costs.",
    ),
    (
        "no as an answer before",
        "It isn't sensitive at all; I was just overreacting because we've been talking about it.",
        "Ann Lee: no, no, it isn't sensitive at all. Well I was just, I was overreacting just because we've been "
        "talking about it.",
    ),
    (
        "you for anybody",
        "You record a message and an answer, and once you talk to the buoy it answers with the message.",
        "Ann Lee: The chip, uh, record the message and record an answer, and then once you talk to the buoy then it "
        "will answer with the message.",
    ),
    (
        "a speaker's role, and what that person made clear",
        "Ann Lee suggested not spending two weeks on the old crane, and the professor made clear that Tom won't.",
        "Ann Lee: I would suggest not to spend two weeks on the old crane.\nProfessor C: Tom won't.",
    ),
]


@pytest.mark.parametrize(("text", "source"), [row[1:] for row in HARMLESS], ids=[row[0] for row in HARMLESS])
def test_a_harmless_line_is_not_flagged(line, text, source):
    found = line(text, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert found.decision.heap in ("passed", "review"), found.decision


def test_a_name_that_another_transcript_has_with_an_ending_is_agreed(line):
    rest = " is in a great position to do that.\nRui Batista: Let us go on then, the weir can wait until June.\n"
    found = line("OpenKeel is in a great position to do that.", "Ann Lee: OpenKel" + rest, "Ann Lee: OpenKeel's" + rest)
    assert found.decision.heap == "passed"


CHANGED = [
    (
        "a second denial dropped",
        "That doesn't mean we think about it for fifteen months, but we can wait for six.",
        "Ann Lee: That doesn't mean we don't think about it for fifteen months, but we can wait for six.",
        "negation-changed",
    ),
    (
        "a comparison turned round",
        "But more focused on just getting the boat out than on a perfect hull.",
        "Ann Lee: But, more focused on a perfect hull than just getting the boat out.",
        "role-changed",
    ),
    (
        "verbs that changed places across a clause",
        "I implore this council to immediately approve all the jobs that have already been announced for the harbour.",
        "Ann Lee: I implore this council, which is unaware of the damage that it does, to immediately announce all the "
        "jobs that have already been approved for the harbour.",
        "role-changed",
    ),
    (
        "an exception cut off",
        "So everything else did prove to be weatherproof.",
        "Ann Lee: So everything else did prove to be weatherproof, except for the roof and the windows.",
        "meaning-cut",
    ),
    (
        "a number told before its place",
        "Most people, sixty-five percent of them, thought that earlier boats were ugly.",
        "Ann Lee: Most people thought that earlier boats were ugly, ugly. Seventy five percent of them.",
        "number-changed",
    ),
    (
        "a number that nobody says, in a free retelling",
        "That winter the storm took some 640 crates from the yard, which made everybody there so sad.",
        "Ann Lee: We were all so sad about the crates that the storm took from the yard that winter.",
        "number-changed",
    ),
    (
        "an upper limit made lower",
        "Young people, the target group, are under thirty-five years old and like soft sails.",
        "Ann Lee: Young people, which is of course our group, under forty five years old. They like soft sails.",
        "number-changed",
    ),
    (
        "minutes for seconds",
        "The old crane thought for a long time and would take 30 minutes to make a move.",
        "Ann Lee: The old crane thought for a long time. It would take 30 seconds to make a move.",
        "number-changed",
    ),
    (
        "never, without the once",
        "He wound the clock every day, and he never let it go out.",
        "Ann Lee: He wound the clock every day, and he never let it go out, well, once.",
        "meaning-cut",
    ),
    (
        "an exception left out of the middle",
        "If the yards want to engage in borrowing, they have to get our consent as well.",
        "Ann Lee: If the yards want to engage in anything other than relatively small borrowing, they have to get our "
        "consent as well.",
        "meaning-cut",
    ),
    (
        "a modal verb at the head",
        "It would have bought us twenty years.",
        "Ann Lee: a wall would have cost nine million and it might have bought us twenty years",
        "certainty-changed",
    ),
    (
        "what somebody did, told of oneself",
        "There was one thing that I tried that ended up getting some signs of life.",
        "Ann Lee: There was one thing that one person tried that ended up getting some signs of life.",
        "role-changed",
    ),
]


@pytest.mark.parametrize(("text", "source", "name"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_changed_line_is_named(line, text, source, name):
    found = line(text, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert found.decision.heap == "flagged", found.decision
    assert name in {found.diffs[i].name for i in found.decision.main}


def test_a_comparison_told_from_the_other_side_is_the_same(line):
    source = "Ann Lee: The old crane is bigger than the new one on the pier.\nRui Batista: Good.\n"
    assert line("The new one on the pier is smaller than the old crane.", source).decision.heap != "flagged"


def test_another_term_in_a_line_told_word_by_word_is_a_question(line):
    source = (
        "Ann Lee: A company on the pier that makes isolation membranes is in trouble.\nRui Batista: Let us go on.\n"
    )
    found = line("A company on the pier that makes isolation gowns is in trouble.", source)
    assert (found.decision.heap, found.decision.reasons[0]) == ("review", "“gowns” for “membranes”: another word?")


QUESTIONS = [
    (
        "a sentence that goes on otherwise",
        "I would like to have heard it from the harbour master, because it's my first official language.",
        "Ann Lee: Welsh is my first official language. I would like to have heard it from the harbour master, because "
        "it's a constitutional issue.",
        "“my first official language” for “a constitutional issue”: another ending?",
    ),
    (
        "a modal verb in a line told freely",
        "That person may choose to contact the Port Office of the county, which will then look into the matter.",
        "Ann Lee: That person must contact the Port Office of the county and ensure that it is told.",
        "“may” for “must”: firmer in the transcript?",
    ),
    (
        "a question within a longer line",
        "The council will mend the pier to cover small boats that hire day labourers, said Batista, who again spoke of "
        "patience.",
        "Ann Lee: Will the council mend the pier to cover small boats that hire day labourers?\nRui Batista: Again we "
        "have shown patience.",
        "asked as a question, told as a statement?",
    ),
]


@pytest.mark.parametrize(("text", "source", "why"), [row[1:] for row in QUESTIONS], ids=[row[0] for row in QUESTIONS])
def test_what_words_leave_open_goes_to_review_with_the_question(line, text, source, why):
    found = line(text, source + "\nRui Batista: Let us go on then.\nAnn Lee: Yes, that is all for today.\n")
    assert (found.decision.heap, found.decision.reasons[0]) == ("review", why)
    assert found.risk >= 0.5


def test_a_name_without_its_middle_is_a_question(line):
    source = (
        "Ann Lee: I'm registered as a lecturer at Marlow Maritime College, although I teach little.\nRui B: Good.\n"
    )
    found = line("I'm registered as a lecturer at Marlow College, although I teach little.", source)
    assert (found.decision.heap, found.decision.reasons[0]) == (
        "review",
        "“Marlow College” for “Marlow Maritime College”: another name?",
    )


def test_a_word_is_matched_right_before_the_next_one(line):
    source = (
        "Ann Lee: In sum, please slow down and please make sure that you keep to one minute. We now move on. Please "
        "note that we will close the harbour every 45 minutes in order to allow the pilots who are on duty for the "
        "ferry to stand in for each other safely.\nRui Batista: Good.\n"
    )
    found = line("Please note that we will close the harbour every 45 minutes to allow the pier to be safe.", source)
    assert found.view.trace is not None
    assert found.view.stream.texts[found.view.trace.first :][:2] == ["please", "note"]
