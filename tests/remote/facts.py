"""The facts about the API, from crates/wua-defs/testdata/api-facts.json: what the interfaces and classes are.

Numbers of operations, dispids and types come from here alone. The file does not descend from the server's tables.
"""

import json
import uuid
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / 'crates/wua-defs/testdata/api-facts.json'

IUNKNOWN = uuid.UUID('00000000-0000-0000-c000-000000000046')
IDISPATCH = uuid.UUID('00020400-0000-0000-c000-000000000046')
ITYPEINFO = uuid.UUID('00020401-0000-0000-c000-000000000046')
IENUMVARIANT = uuid.UUID('00020404-0000-0000-c000-000000000046')
ICLASSFACTORY = uuid.UUID('00000001-0000-0000-c000-000000000046')


class Parameter:
    def __init__(self, fact):
        self.name, self.type = fact['name'], fact['type']
        self.out = 'out' in fact['dir']


class Member:
    def __init__(self, interface, fact):
        self.interface = interface
        self.name, self.kind = fact['name'], fact['kind']
        self.slot, self.dispid = fact['slot'], fact['dispid']
        self.remote = fact['remote']
        self.restricted = bool(fact.get('restricted'))
        self.parameters = [Parameter(parameter) for parameter in fact['params']]

    @property
    def inputs(self):
        return [parameter for parameter in self.parameters if not parameter.out]

    @property
    def result(self):
        """The type of the result, without the asterisk of its being one; None if there is none."""
        outs = [parameter for parameter in self.parameters if parameter.out]
        return outs[0].type.removesuffix('*') if outs else None

    @property
    def is_refused(self):
        return self.remote == 'no'

    def __repr__(self):
        verb = {'propget': 'get ', 'propput': 'put '}.get(self.kind, '')
        return f'{verb}{self.interface.name}.{self.name}'


class Interface:
    def __init__(self, facts, fact):
        self.facts = facts
        self.name, self.iid, self.base_name = fact['name'], uuid.UUID(fact['iid']), fact['base']
        self.own = [Member(self, member) for member in fact['members']]

    @property
    def base(self):
        return self.facts.interfaces.get(self.base_name)

    @property
    def lineage(self):
        """This one and those it is derived from, the first of the line first."""
        return (self.base.lineage if self.base else []) + [self]

    @property
    def members(self):
        return [member for interface in self.lineage for member in interface.own]

    @property
    def is_dual(self):
        return self.lineage[0].base_name == 'IDispatch'

    @property
    def slots(self):
        members = self.members
        return members[-1].slot + 1 if members else 7

    def member(self, name, kind=None):
        """The member of this name: a property's getter, if nothing else is said."""
        wanted = (kind,) if kind else ('propget', 'method', 'propput')
        for kind in wanted:
            for member in reversed(self.members):
                if member.name == name and member.kind == kind:
                    return member
        raise KeyError(f'{self.name} has no {name}')

    def __repr__(self):
        return self.name


class Facts:
    def __init__(self, file=FILE):
        facts = json.loads(Path(file).read_text(encoding='utf-8'))
        self.interfaces = {fact['name']: Interface(self, fact) for fact in facts['interfaces']}
        self.by_iid = {interface.iid: interface for interface in self.interfaces.values()}
        self.classes = {fact['name']: fact for fact in facts['coclasses']}
        self.enumerations = {
            fact['name']: {value['name']: value['value'] for value in fact['values']} for fact in facts['enums']
        }
        self.codes = {code['name']: code['value'] & 0xFFFFFFFF for part in facts['errors'].values() for code in part}
        self.code_names = {value: name for name, value in reversed(self.codes.items())}

    def clsid(self, name):
        return uuid.UUID(self.classes[name]['clsid'])

    @property
    def remote_interfaces(self):
        """Those that [MS-UAMG] has: they have at least one member that may be called from another computer."""
        return [one for one in self.interfaces.values() if any(not member.is_refused for member in one.own)]

    def is_object(self, kind):
        """Whether a type (of a result or an argument) is a pointer to an interface."""
        name = kind.rstrip('*')
        return kind.endswith('*') and (name in self.interfaces or name in ('IUnknown', 'IDispatch'))


FACTS = Facts()
