"""What every script needs: arguments, checks, and the last line that says that all of it was run.

A failed check is a line that begins with "not ok" and says what was expected and what came.
"""

import argparse
import subprocess
import sys

from facts import FACTS
from wire import LEVELS, Password, Refused
from wua_dcom import Failure, Session, read_password, save_calls

E_ACCESSDENIED = 0x80070005
E_NOINTERFACE = 0x80004002
E_INVALIDARG = 0x80070057
DISP_E_MEMBERNOTFOUND = 0x80020003
DISP_E_UNKNOWNNAME = 0x80020006
DISP_E_EXCEPTION = 0x80020009
DISP_E_BADPARAMCOUNT = 0x8002000E
REGDB_E_CLASSNOTREG = 0x80040154

# More than this is one error that shows everywhere.
ENOUGH = 40


def code(hresult):
    return f'{hresult:#010x} {FACTS.code_names.get(hresult, "")}'.rstrip()


class Checks:
    def __init__(self, arguments):
        self.arguments = arguments
        self.count = self.failures = self.reported = 0

    def session(self, level, user=None, password=None):
        """A session of the administrator, or of another user."""
        given = self.arguments
        password = password if user else read_password(given.password_file)
        return Session(given.server, given.port, Password(user or given.user, password), level)

    def true(self, what, condition, got=None):
        self.count += 1
        if condition:
            return True
        self.failures += 1
        print(f'not ok: {what}' + ('' if got is None else f': got {got!r}'), flush=True)
        if self.failures >= ENOUGH:
            print(f'not ok: {ENOUGH} failures are enough')
            sys.exit(1)
        return False

    def equal(self, what, got, expected):
        return self.true(f'{what}: expected {expected!r}', got == expected, got)

    def fails(self, what, result, hresult, *, words=True):
        """A Result that has failed, with words for people."""
        self.true(f'{what}: expected {code(hresult)}', result.hresult == hresult, code(result.hresult))
        if words and result.failed:
            self.true(f'{what}: the failure has words', bool(result.words), result.words)

    def throws(self, what, invoked, hresult):
        """A call by name whose member has failed: DISP_E_EXCEPTION, with the HRESULT and words in the exception."""
        self.true(f'{what}: expected DISP_E_EXCEPTION', invoked.hresult == DISP_E_EXCEPTION, code(invoked.hresult))
        self.true(f'{what}: expected scode {code(hresult)}', invoked.scode == hresult, code(invoked.scode))
        self.true(f'{what}: the exception has words', bool(invoked.exception.description))

    def raises(self, what, action, expected, match=lambda error: True):
        """Something that has to come to nothing in this way."""
        try:
            got = action()
        except expected as error:
            self.true(f'{what}: {error!r}', match(error))
            return error
        self.true(f'{what}: expected {expected.__name__}', False, got)
        return None

    def faults(self, what, action, *statuses):
        """A call that the server answers with a fault, one of these."""
        wanted = ' or '.join(f'{status:#010x}' for status in statuses)
        try:
            got = action()
        except Refused as refused:
            status = getattr(refused, 'status', None)
            self.true(f'{what}: expected fault {wanted}', status in statuses, refused)
            return
        self.true(f'{what}: expected fault {wanted}', False, got)

    def group(self, name):
        """Ends a group of checks with a line for the reader."""
        print(f'{name}: {self.count - self.reported} checks', flush=True)
        self.reported = self.count


def parser(description):
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument('--server', required=True, help='the address of the server')
    arguments.add_argument('--port', type=int, default=135)
    arguments.add_argument('--user', required=True, help='an administrator')
    arguments.add_argument('--password-file', required=True)
    arguments.add_argument('--level', choices=LEVELS, help='both, if nothing is said')
    arguments.add_argument('--record', help='the file to which what was called is added')
    return arguments


def apart(levels):
    """Runs this script once for each level, at the same time, and tells what each has said."""
    command = [sys.executable, '-B', *sys.argv, '--level']
    running = [subprocess.Popen([*command, level], stdout=subprocess.PIPE, text=True) for level in levels]
    count, failed = 0, False
    for one in running:
        *said, last = one.communicate()[0].splitlines() or ['not ok: nothing was said']
        print('\n'.join(said))
        if one.returncode or not last.startswith('ok '):
            print(last)
            failed = True
        else:
            count += int(last.split()[1])
    if failed:
        sys.exit(1)
    print(f'ok {count}')


def main(run, description, more=None, is_read_only=False):
    """Runs `run(checks, level)` at each level that was asked for; at once, if they do not change anything."""
    arguments = parser(description)
    if more:
        more(arguments)
    given = arguments.parse_args()
    if is_read_only and not given.level:
        return apart(LEVELS)
    check = Checks(given)
    try:
        for level in [given.level] if given.level else LEVELS:
            print(f'at {level}:')
            run(check, level)
    except (Failure, Refused) as error:
        check.failures += 1
        import traceback

        traceback.print_exc(file=sys.stdout)
        print(f'not ok: {error}')
    finally:
        if given.record:
            save_calls(given.record)
    if check.failures:
        sys.exit(1)
    print(f'ok {check.count}')
