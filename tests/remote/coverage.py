"""Which members of [MS-UAMG] the scripts have not called, and which interfaces neither by number nor by name.

    coverage.py FILE...

Each file was written by a script with --record. Ends with status 1 if an interface was left out in one of the two
ways, or a member that may be called from another computer in both.
"""

import sys

from facts import FACTS


def calls(files):
    for file in files:
        with open(file, encoding='utf-8') as stream:
            for line in stream:
                way, through, of, slot = line.split()
                yield way, through, of, int(slot)


def main(files):
    through = {'opnum': set(), 'name': set()}
    members = {'opnum': set(), 'name': set()}
    for way, pointer, of, slot in calls(files):
        through[way].add(pointer)
        through[way].add(of)
        members[way].add((of, slot))
    interfaces = FACTS.remote_interfaces
    missing = 0
    for way in through:
        for interface in interfaces:
            own = {slot for of, slot in members[way] if of == interface.name}
            if not own:
                missing += 1
                print(f'not ok: no member of {interface.name} was called by {way}')
    for interface in interfaces:
        for member in interface.own:
            ways = [way for way in members if (interface.name, member.slot) in members[way]]
            if not ways:
                missing += 1
                print(f'not ok: {member} (slot {member.slot}, remote: {member.remote}) was not called')
            elif ways != ['opnum', 'name'] and not member.restricted:
                print(f'only by {ways[0]}: {member}')
    if missing:
        sys.exit(1)
    print(f'ok {sum(len(interface.own) for interface in interfaces)}')


main(sys.argv[1:])
