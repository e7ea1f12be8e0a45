"""The screens: one form, one class, one test, one name each."""
