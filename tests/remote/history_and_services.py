"""What administrators ask of a computer besides searching: its history, its services, its agent, Automatic Updates.

The values are the museum's; the order of the history is that of tests/wine/values.vbs.
"""

import time

from check import DISP_E_EXCEPTION, E_ACCESSDENIED, E_INVALIDARG, code, main
from facts import FACTS
from ndr import EMPTY, VT_ARRAY, VT_BOOL, VT_BSTR, VT_DATE, VT_I4, VT_UI1, Variant
from walk import Walk, newest

WINDOWS_UPDATE = '9482f4b4-e343-43b6-b170-9a65bc822c77'
MICROSOFT_UPDATE = '7971f918-a847-4430-9279-4a52d1efe18d'
CURIOSITIES = '00001901-00f0-4000-8000-000000000001'
SUNDIAL = '00001901-00f0-4000-8000-000000000002'
PLANETARIUM = '00001901-00f0-4000-8000-000000000007'
NOBODY = '00000000-1111-2222-3333-444444444444'
POLISH = '00001901-0007-4000-8000-000000000001'
TITLES = [
    'Withdrawal of the epicycles (KB5081916)',
    'Museum of Updates - Sound - 1.0.0.3 (KB5081927)',
    'Glued cog (KB5081947)',
    'Printer refreshment for Difference Engine (KB5081921)',
    'Slow varnish (KB5081942)',
    'Guided tour for the undecided (KB5081946)',
    'Stubborn spring (KB5081940)',
    'Gears for two clocks (KB5081937)',
    'Brass polish (KB5081936)',
    'Fixed stars (KB5081938)',
]
OPERATIONS = [1, 2, 2, 2, 2, 1, 1, 1, 1, 1]
RESULTS = [2, 5, 4, 3, 2, 5, 4, 3, 2, 2]
usrsRegistered = 3
asfAllowPendingRegistration, asfAllowOnlineRegistration = 1, 2
# What `DetectNow` starts has ended by then.
PATIENCE = 30


def run(check, level):
    session = check.session(level)
    update_session = session.create('UpdateSession')
    history(check, update_session)
    check.group('history')
    services(check, session, update_session)
    check.group('services')
    registrations(check, session)
    check.group('registrations')
    information(check, session)
    check.group('agent')
    automatic(check, session)
    check.group('Automatic Updates')
    session.close()


def items(collection):
    return [collection.call('Item', index) for index in range(collection.call('Count'))]


def late(pointer, means):
    """What was handed out by name, to be called by name."""
    pointer.means = FACTS.interfaces[means]
    return pointer


def history(check, update_session):
    searcher = update_session.call('CreateUpdateSearcher')
    by_name = searcher.dispatch('IUpdateSearcher3')
    check.equal(
        'GetTotalHistoryCount',
        (searcher.call('GetTotalHistoryCount'), by_name.invoke('GetTotalHistoryCount')),
        (10, 10),
    )
    entries = searcher.call('QueryHistory', 0, 100)
    check.equal('titles', [entry.call('Title') for entry in items(entries)], TITLES)
    check.equal('operations', [entry.call('Operation') for entry in items(entries)], OPERATIONS)
    check.equal('results', [entry.call('ResultCode') for entry in items(entries)], RESULTS)
    check.equal(
        'HRESULT of a failure',
        entries.call('Item', 2).call('HResult') & 0xFFFFFFFF,
        FACTS.codes['WU_E_UH_INSTALLERFAILURE'],
    )
    check.equal('number of the installer', entries.call('Item', 2).call('UnmappedResultCode'), 1605)
    check.equal('a date', entries.call('Item', 9).call('Date'), 45940 + 7 / 24)
    second = entries.call('Item', 8).query('IUpdateHistoryEntry2')
    check.equal('categories', {one.call('Name') for one in items(second.call('Categories'))}, {'Updates', 'Orrery'})
    Walk(check).start('history', entries)
    by_name = late(by_name.invoke('QueryHistory', 0, 100), 'IUpdateHistoryEntryCollection')
    check.equal('history by name', by_name.invoke('Count'), 10)
    check.equal(
        'from the second', [one.call('Title') for one in items(searcher.call('QueryHistory', 1, 2))], TITLES[1:3]
    )
    check.equal('the last two', searcher.call('QueryHistory', 8, 10).call('Count'), 2)
    for start, count in ((-1, 1), (0, 0)):
        check.fails(
            f'QueryHistory({start}, {count})',
            searcher.attempt('QueryHistory', start, count),
            FACTS.codes['WU_E_INVALIDINDEX'],
        )
    session = update_session.dispatch('IUpdateSession3')
    for criteria, count in (('', 10), (f"UpdateID='{POLISH}'", 1)):
        check.equal(
            f'history of {criteria!r}', update_session.call('QueryHistory', criteria, 0, 100).call('Count'), count
        )
        found = late(session.invoke('QueryHistory', criteria, 0, 100), 'IUpdateHistoryEntryCollection')
        check.equal(f'history of {criteria!r} by name', found.invoke('Count'), count)
    named = session.try_invoke('QueryHistory', count=2, startIndex=1, criteria='')
    check.equal('named arguments in another order', code(named.hresult), code(0))
    named = late(named.value, 'IUpdateHistoryEntryCollection')
    check.equal(
        'each where it belongs',
        [one.call('Title') for one in items(named.query('IUpdateHistoryEntryCollection'))],
        TITLES[1:3],
    )
    wrong = FACTS.codes['WU_E_INVALID_CRITERIA']
    check.fails('criteria for updates', update_session.attempt('QueryHistory', "Title='Glued cog'", 0, 1), wrong)
    check.throws('criteria for updates by name', session.try_invoke('QueryHistory', "Title='Glued cog'", 0, 1), wrong)


def services(check, session, update_session):
    manager = update_session.call('CreateUpdateServiceManager')
    other = late(
        update_session.dispatch('IUpdateSession3').invoke('CreateUpdateServiceManager'), 'IUpdateServiceManager2'
    )
    direct = session.create('UpdateServiceManager')
    by_name = manager.dispatch('IUpdateServiceManager2')
    check.equal('the first line of managers', manager.has('IUpdateServiceManager'), True)
    for value in ('service script', ''):
        manager.put('ClientApplicationID', value)
        check.equal('ClientApplicationID by name', by_name.invoke('ClientApplicationID'), value)
        by_name.put_by_name('ClientApplicationID', value + '!')
        check.equal('ClientApplicationID', manager.call('ClientApplicationID'), value + '!')
    listed = [one.call('ServiceID') for one in items(direct.call('Services'))]
    check.equal('services of the beginning', listed[:3], [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL])
    listed_by_name = late(other.invoke('Services'), 'IUpdateServiceCollection')
    check.equal('services by name', listed_by_name.invoke('Count'), len(listed))
    Walk(check).start('services', manager.call('Services'))
    service = manager.call('Services').call('Item', 0)
    check.equal(
        'Name', (service.call('Name'), service.dispatch('IUpdateService2').invoke('Name')), ('Windows Update',) * 2
    )
    check.equal('IssueDate', service.call('IssueDate'), 46023.0)
    check.equal(
        'RedirectUrls',
        [service.call('RedirectUrls').call('Item', index) for index in range(2)],
        ['https://redirect-a.museum.example/', 'https://redirect-b.museum.example/'],
    )
    certificate = service.call('ContentValidationCert')
    check.equal('type of the certificate', certificate.vt, VT_ARRAY | VT_UI1)
    check.equal('the certificate', bytes(certificate.value).hex(), '19010517a1b2c3d4e5f60718293a4b5c6d7e8f90')
    check.equal('of nobody', newest(service).call('IsDefaultAUService'), True)
    manager.call('SetOption', 'AllowWarningUI', Variant(VT_BOOL, False))
    by_name.invoke('SetOption', 'AllowWarningUI', False)
    by_name.invoke('SetOption', optionValue=Variant(VT_BSTR, PLANETARIUM), optionName='AllowedServiceID')
    check.fails(
        'an option of another type',
        manager.attempt('SetOption', 'AllowWarningUI', Variant(VT_BSTR, 'perhaps')),
        E_INVALIDARG,
    )
    check.throws('an option that nobody knows', by_name.try_invoke('SetOption', 'Nonsense', 1), E_INVALIDARG)
    # A manager without what was allowed above.
    without_a_cabinet(check, session.create('UpdateServiceManager'))
    paths(check, session.create('UpdateServiceManager'))


def without_a_cabinet(check, manager):
    """What other computers may add needs a cabinet; see allowed.py for the rest."""
    by_name = manager.dispatch('IUpdateServiceManager2')
    both = asfAllowPendingRegistration | asfAllowOnlineRegistration
    for flags in (0, asfAllowPendingRegistration, asfAllowOnlineRegistration, both):
        check.fails(f'no cabinet, {flags}', manager.attempt('AddService2', MICROSOFT_UPDATE, flags, ''), E_ACCESSDENIED)
        check.throws(
            f'no cabinet, {flags}, by name',
            by_name.try_invoke('AddService2', MICROSOFT_UPDATE, flags, ''),
            E_ACCESSDENIED,
        )
    check.fails(
        'nothing was added',
        manager.attempt('QueryServiceRegistration', MICROSOFT_UPDATE),
        FACTS.codes['WU_E_DS_UNKNOWNSERVICE'],
    )


def paths(check, manager):
    """Files that a caller from another computer names are not opened."""
    by_name = manager.dispatch('IUpdateServiceManager2')
    for path in (
        '/etc/passwd',
        'C:\\planetarium.cab',
        '\\\\server\\share\\planetarium.cab',
        '//server/share/planetarium.cab',
        'https://museum.example/planetarium.cab',
        'file:///etc/passwd',
        'planetarium.cab',
        '../planetarium.cab',
    ):
        check.fails(f'a cabinet at {path}', manager.attempt('AddService2', PLANETARIUM, 0, path), E_ACCESSDENIED)
        check.throws(
            f'a cabinet at {path} by name', by_name.try_invoke('AddService2', PLANETARIUM, 0, path), E_ACCESSDENIED
        )


def registrations(check, session):
    manager = session.create('UpdateServiceManager')
    by_name = manager.dispatch('IUpdateServiceManager2')
    registration = manager.call('QueryServiceRegistration', WINDOWS_UPDATE)
    check.equal('its state', registration.call('RegistrationState'), usrsRegistered)
    check.equal(
        'its state as the default member',
        registration.dispatch('IUpdateServiceRegistration').invoke_dispid('RegistrationState', 0, 3).value,
        usrsRegistered,
    )
    Walk(check).start('registration', registration)
    found = late(by_name.invoke('QueryServiceRegistration', WINDOWS_UPDATE), 'IUpdateServiceRegistration')
    check.equal('its service by name', found.invoke('ServiceID').lower(), WINDOWS_UPDATE)
    unknown = FACTS.codes['WU_E_DS_UNKNOWNSERVICE']
    check.fails('nobody\'s registration', manager.attempt('QueryServiceRegistration', NOBODY), unknown)
    check.throws('nobody\'s registration by name', by_name.try_invoke('QueryServiceRegistration', NOBODY), unknown)


def information(check, session):
    agent = session.create('WindowsUpdateAgentInfo')
    by_name = agent.dispatch('IWindowsUpdateAgentInfo')
    for name, vt in (('ApiMajorVersion', VT_I4), ('ApiMinorVersion', VT_I4), ('ProductVersionString', VT_BSTR)):
        number = agent.call('GetInfo', Variant(VT_BSTR, name))
        check.equal(f'type of {name}', number.vt, vt)
        found = by_name.try_invoke('GetInfo', name)
        check.equal(f'{name} by name', (found.vt, found.value), tuple(number))
        named = by_name.try_invoke('GetInfo', varInfoIdentifier=name.upper())
        check.equal(f'{name} by a named argument', (named.vt, named.value), tuple(number))
    check.true('a version', agent.call('GetInfo', Variant(VT_BSTR, 'ApiMajorVersion')).value >= 8)
    for wrong in (Variant(VT_I4, 0), EMPTY, Variant(VT_BSTR, 'Nonsense')):
        check.fails(f'GetInfo({wrong})', agent.attempt('GetInfo', wrong), E_INVALIDARG)
        check.throws(f'GetInfo({wrong}) by name', by_name.try_invoke('GetInfo', wrong), E_INVALIDARG)


def automatic(check, session):
    updates, first = session.create('AutomaticUpdates', 'IAutomaticUpdates2', 'IAutomaticUpdates')
    by_name = updates.dispatch('IAutomaticUpdates2')
    results = updates.call('Results')
    before = results.call('LastSearchSuccessDate')
    check.equal('no installation of its own', results.call('LastInstallationSuccessDate'), EMPTY)
    first.call('DetectNow')
    after = search_after(updates, before)
    check.true('a real search', after.vt == VT_DATE and after != before, (before, after))
    check.true('in this time', after.value > 46000, after)
    # Dates are of whole seconds.
    time.sleep(1.1)
    by_name.invoke('DetectNow')
    again = search_after(updates, after)
    check.true('another, by name', again.vt == VT_DATE and again != after, (after, again))
    Walk(check).start('automatic', updates)
    found = late(by_name.invoke('Results'), 'IAutomaticUpdatesResults').try_invoke('LastSearchSuccessDate')
    check.equal(
        'its date by name', (found.vt, found.value), tuple(updates.call('Results').call('LastSearchSuccessDate'))
    )
    for member in first.interface.members:
        if member.is_refused:
            check.fails(f'{member}', first.attempt(member), E_ACCESSDENIED)
            refused = by_name.try_invoke(member)
            check.equal(
                f'{member} by name',
                (code(refused.hresult), code(refused.scode)),
                (code(DISP_E_EXCEPTION), code(E_ACCESSDENIED)),
            )


def search_after(updates, before):
    """The date of the last search, once there is a newer one."""
    for _ in range(PATIENCE * 4):
        last = updates.call('Results').call('LastSearchSuccessDate')
        if last != before:
            return last
        time.sleep(0.25)
    return before


main(run, __doc__)
