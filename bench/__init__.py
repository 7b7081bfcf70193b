"""How fast and how lean is the whole of reading, beside the parser that it stands on?"""
