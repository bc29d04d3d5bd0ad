"""The command line: parse, call the use case, print, give the exit status. Each command is one file.

A command module is imported only when the command is called (start-up time).
"""
