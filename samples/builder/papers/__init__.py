"""The fictional papers, one module each: a function that returns the description of one dispatch.

Every province, office, person, number and fact is invented; rules and laws of the centre that are
cited do exist. What is charged with what, and by when, stands beside the sentence that says it.
"""
