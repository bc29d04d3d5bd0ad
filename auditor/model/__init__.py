"""The data that flows through the program: inputs as read (`inputs`), the result as saved (`result`, `asr`)."""
