"""Whether the scripts together have called every interface of [MS-UAMG] and every one of its members, by number and by name.

    coverage.py FILE...

Each file was written by a script with --record. Ends with status 1 if an interface or a member was left out in one of
the two ways, members that are refused included; what cannot be called in a way has its reason here.
"""

import sys

from facts import FACTS

WAYS = ('opnum', 'name')

# (way, interface, member): why it cannot be called so. There is no such member now.
REASONS = {}


def calls(files):
    for file in files:
        with open(file, encoding='utf-8') as stream:
            for line in stream:
                way, _, of, slot = line.split()
                yield way, of, int(slot)


def main(files):
    called = set(calls(files))
    missing = 0
    for interface in FACTS.remote_interfaces:
        for way in WAYS:
            if not any((way, interface.name, member.slot) in called for member in interface.own):
                missing += 1
                print(f'not ok: no member of {interface.name} was called by {way}')
        for member in interface.own:
            for way in WAYS:
                is_called = (way, interface.name, member.slot) in called
                reason = REASONS.get((way, interface.name, member.name))
                if is_called and reason:
                    missing += 1
                    print(f'not ok: {member} was called by {way}, although it is said: {reason}')
                elif reason:
                    print(f'{member} was not called by {way}: {reason}')
                elif not is_called:
                    missing += 1
                    print(f'not ok: {member} (slot {member.slot}, remote: {member.remote}) was not called by {way}')
    if missing:
        sys.exit(1)
    interfaces = FACTS.remote_interfaces
    print(f'{len(interfaces)} interfaces')
    print(f'ok {sum(len(interface.own) for interface in interfaces)}')


main(sys.argv[1:])
