"""What must not be done from another computer: every member that Microsoft's page lists as not available, the classes
behind them, and what this project refuses besides.
"""

from check import E_ACCESSDENIED, code, main
from facts import FACTS, IDISPATCH
from ndr import EMPTY
from walk import newest
from wua_dcom import PUT_REFERENCE

ssOthers = 3
CURIOSITIES = '00001901-00f0-4000-8000-000000000001'
PLANETARIUM = '00001901-00f0-4000-8000-000000000007'
PENDING, ONLINE, WITH_AU = 1, 2, 4
WINDOWS_UPDATE = '9482f4b4-e343-43b6-b170-9a65bc822c77'
DIALS = '00001901-0003-4000-8000-000000000001'
STAR_ATLAS = '00001901-0004-4000-8000-000000000001'
CLASSES = ('UpdateDownloader', 'UpdateInstaller', 'InstallationAgent', 'WebProxy', 'SystemInformation')
# [MS-UAMG] defines them, and they are refused all the same, unless the policy allows them.
DECIDED = ('RegisterServiceWithAU', 'RemoveService', 'AddScanPackageService')

# What arguments of refused calls are; objects are null pointers.
ARGUMENTS = {'BSTR': 'x', 'VARIANT_BOOL': False, 'LONG': 0, 'LCID': 1033, 'DWORD': 0, 'VARIANT': EMPTY}


def run(check, level):
    session = check.session(level)
    objects = reachable(session)
    reached = members(check, objects)
    check.group(f'{len(reached)} refused members')
    decided(check, session)
    check.group('refused by decision')
    classes(check, session)
    check.group('classes')
    hidden(check, objects)
    check.group('what is read and not written')
    hiding_places(check, objects, reached)
    check.group('interfaces that nobody gets')
    session.close()


def reachable(session):
    """A pointer to every interface with a member that is refused, as far as there is a way to one."""
    update_session = session.create('UpdateSession')
    searcher = update_session.call('CreateUpdateSearcher').query('IUpdateSearcher3')
    result = searcher.call('Search', f"UpdateID='{STAR_ATLAS}' and DeploymentAction=*")
    driver = searcher.call('Search', f"UpdateID='{DIALS}' and DeploymentAction=*").call('Updates').call('Item', 0)
    update = result.call('Updates').call('Item', 0)
    searcher.put('ServerSelection', ssOthers)
    searcher.put('ServiceID', CURIOSITIES)
    warnings = searcher.call('Search', '').call('Warnings')
    return [
        update_session,
        searcher,
        result.call('Updates'),
        session.create('UpdateCollection'),
        update.query('IUpdate5'),
        driver.query('IWindowsDriverUpdate5'),
        driver.query('IUpdate5'),
        session.create('UpdateServiceManager'),
        session.create('AutomaticUpdates'),
        warnings.call('Item', 4),
    ]


def arguments_of(member):
    return [ARGUMENTS.get(one.type, None if FACTS.is_object(one.type) else 0) for one in member.inputs]


def is_nothing(value):
    return value in (None, '', 0, False, EMPTY)


def members(check, objects):
    reached = set()
    for pointer in objects:
        # IDispatch goes by the newest line of an object: a driver's, also where it was asked for as an update.
        late = pointer.dispatch(newest(pointer.query(pointer.interface.lineage[0].name)).interface)
        for member in pointer.interface.members:
            if member.is_refused:
                reached.add(member)
                refused(check, pointer, late, member)
    return reached


def refused(check, pointer, late, member, arguments=None):
    arguments = arguments_of(member) if arguments is None else arguments
    what = f'{member} through {pointer.interface}'
    number = pointer.attempt(member, *arguments)
    check.fails(what, number, E_ACCESSDENIED)
    check.true(f'{what}: a result of nothing', is_nothing(number.value), number.value)
    check.throws(f'{what} by name', late.try_invoke(member, *arguments), E_ACCESSDENIED)
    # By name through the pointer itself, whose numbers of members are those of its own line.
    invoked = pointer.try_invoke(member, *arguments)
    check.throws(f'{what} by the names of its line', invoked, E_ACCESSDENIED)
    check.true(f'{what} by name: a result of nothing', invoked.value is None, invoked.value)


def decided(check, session):
    manager = session.create('UpdateServiceManager')
    late = manager.dispatch('IUpdateServiceManager2')
    before = manager.call('Services').call('Count')
    for name in DECIDED:
        member = manager.interface.member(name)
        # With a service that is there the call would do something.
        arguments = [WINDOWS_UPDATE] + arguments_of(member)[1:]
        refused(check, manager, late, member, arguments)
    # What RegisterServiceWithAU does must not be reached by a flag either.
    for flags, path in ((WITH_AU, '/tmp/planetarium.cab'), (WITH_AU | ONLINE, ''), (WITH_AU | ONLINE | PENDING, '')):
        outcome = manager.attempt('AddService2', PLANETARIUM, flags, path)
        what = f'AddService2 with {flags} and {path!r}'
        check.fails(what, outcome, E_ACCESSDENIED)
        check.true(f'{what}: the words say why', 'Automatic Updates' in (outcome.words or ''), outcome.words)
        check.true(f'{what}: a result of nothing', outcome.value is None, outcome.value)
        invoked = late.try_invoke('AddService2', PLANETARIUM, flags, path)
        check.throws(f'{what} by name', invoked, E_ACCESSDENIED)
        check.true(f'{what} by name: the words say why', 'Automatic Updates' in (invoked.words or ''), invoked.words)
    check.equal('no service has come or gone', manager.call('Services').call('Count'), before)


def classes(check, session):
    for name in CLASSES:
        clsid = FACTS.clsid(name)
        default = FACTS.interfaces[FACTS.classes[name]['default_interface']].iid
        for way in (session.activate, session.remote_activation):
            answer = way(clsid, [default, IDISPATCH])
            check.equal(f'{way.__name__} of {name}', code(answer.hresult), code(E_ACCESSDENIED))
            check.true(f'{way.__name__} of {name} yields nothing', all(one is None for _, one in answer.results))
        answer = session.class_object(clsid)
        check.equal(f'class_object of {name}', code(answer.hresult), code(E_ACCESSDENIED))


def hidden(check, objects):
    """IsHidden, and a proxy by `Set`."""
    update = next(one for one in objects if one.interface.name == 'IUpdate5')
    late = update.dispatch('IUpdate5')
    check.equal('IsHidden', (update.call('IsHidden'), late.invoke('IsHidden')), (False, False))
    put = update.interface.member('IsHidden', 'propput')
    for value in (True, False):
        check.fails(f'IsHidden = {value}', update.attempt(put, value), E_ACCESSDENIED)
        check.throws(f'IsHidden = {value} by name', late.try_invoke('IsHidden', value, kind='propput'), E_ACCESSDENIED)
    check.equal('as it was', (update.call('IsHidden'), update.call('EulaAccepted')), (False, False))
    session = next(one for one in objects if one.interface.name == 'IUpdateSession3')
    dispid = session.interface.member('WebProxy').dispid
    proxy = session.dispatch('IUpdateSession3').invoke_dispid('WebProxy', dispid, PUT_REFERENCE, [], [(-3, None)])
    check.throws('Set WebProxy', proxy, E_ACCESSDENIED)


def hiding_places(check, objects, reached):
    """Interfaces all of whose members are refused: an object does not have them, or refuses every member."""
    local = [one for one in FACTS.interfaces.values() if one not in FACTS.remote_interfaces and one.own]
    unreachable = set(local)
    for pointer in objects:
        for interface in local:
            hresult, found = pointer.query_iid(interface.iid)
            if found is None:
                check.true(f'{interface} of {pointer.interface}', hresult >= 0x80000000, code(hresult))
                continue
            unreachable.discard(interface)
            for member in interface.own:
                if member in reached or not all(
                    one.type in ARGUMENTS or FACTS.is_object(one.type) for one in member.inputs
                ):
                    continue
                reached.add(member)
                number = found.attempt(member, *arguments_of(member))
                check.fails(f'{member}', number, E_ACCESSDENIED)
                check.true(f'{member}: a result of nothing', is_nothing(number.value), number.value)
                if interface.is_dual and not member.restricted:
                    check.throws(f'{member} by name', found.try_invoke(member, *arguments_of(member)), E_ACCESSDENIED)
    left = {member for one in FACTS.interfaces.values() for member in one.own if member.is_refused} - reached
    check.equal(
        'refused members of interfaces that somebody gets',
        {member for member in left if member.interface not in unreachable},
        set(),
    )
    print('nobody gets', ', '.join(sorted(one.name for one in unreachable)))


main(run, __doc__)
