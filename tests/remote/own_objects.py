"""Objects of interfaces that only a policy opens: their properties by number and by name."""

from facts import FACTS
from walk import types_of


def agree(check, what, pointer):
    """Every property without parameters of a pointer, read both ways; none may fail."""
    by_name = pointer.dispatch(pointer.interface)
    for member in pointer.interface.members:
        if member.kind != 'propget' or member.inputs or member.restricted:
            continue
        number, name = pointer.attempt(member), by_name.try_invoke(member)
        check.equal(f'{member} of {what}', (number.hresult, name.hresult), (0, 0))
        if member.result == 'VARIANT':
            check.equal(f'{member} of {what}', (name.vt, name.value), tuple(number.value))
            continue
        check.true(f'{member} of {what}: the type', name.vt in types_of(member.result), name.vt)
        if FACTS.is_object(member.result):
            check.equal(f'{member} of {what} is something', name.value is None, number.value is None)
        else:
            check.equal(f'{member} of {what}', name.value or None, number.value or None)
