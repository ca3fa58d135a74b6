"""stub"""


def main(): ...
