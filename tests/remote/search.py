"""A search from another computer: activation, a session, a searcher, and every property of all that it finds.

The values are the museum's; see crates/wua-testkit/testdata/museum.
"""

import uuid

from check import (
    DISP_E_BADPARAMCOUNT,
    DISP_E_MEMBERNOTFOUND,
    DISP_E_UNKNOWNNAME,
    E_NOINTERFACE,
    REGDB_E_CLASSNOTREG,
    code,
    main,
)
from facts import FACTS, ICLASSFACTORY, IDISPATCH, IUNKNOWN
from ndr import VT_BSTR, VT_DATE, VT_DECIMAL, Reader, Variant, Writer
from stock import stock
from walk import Walk
from wire import ACCESS_DENIED, INTEGRITY
from wua_dcom import REM_UNKNOWN2, resolver_names

ENGLISH = 1033
OR_INVALID_OID = 1911
ssOthers = 3
ssDefault = 0
orcSucceeded, orcSucceededWithErrors = 2, 3
CURIOSITIES = '00001901-00f0-4000-8000-000000000001'
MAY = '00001901-0001-4000-8000-000000000002'
MOONS = '00001901-0001-4000-8000-000000000003'
ENGINE_SET = '00001901-0002-4000-8000-000000000001'
DIALS = '00001901-0003-4000-8000-000000000001'
WU_E_INVALID_CRITERIA = FACTS.codes['WU_E_INVALID_CRITERIA']

UPDATE_LINE = ['IUpdate', 'IUpdate2', 'IUpdate3', 'IUpdate4', 'IUpdate5']
DRIVER_LINE = [f'IWindowsDriverUpdate{number}' for number in ('', 2, 3, 4, 5)]


def run(check, level):
    session = check.session(level)
    activation(check, session)
    check.group('activation')
    resolver(check, session)
    check.group('resolver')
    update_session = session.create('UpdateSession')
    settings(check, session, update_session)
    check.group('sessions and searchers')
    searcher = update_session.call('CreateUpdateSearcher')
    searches(check, searcher)
    check.group('searches')
    found(check, searcher)
    check.group('updates')
    drivers(check, searcher)
    check.group('drivers')
    warnings(check, searcher)
    check.group('warnings')
    names(check, update_session, searcher)
    check.group('names and Invoke')
    everything(check, searcher)
    stock(check, level)
    check.group('impacket as it is')
    session.close()


def activation(check, session):
    sessions = ('IUpdateSession3', 'IUpdateSession2', 'IUpdateSession')
    third, second, first = session.create('UpdateSession', *sessions)
    check.true('three interfaces of one object', third.is_same(second) and third.is_same(first))
    check.true('a pointer each', len({third.ipid, second.ipid, first.ipid}) == 3)
    activated = session.activate(
        FACTS.clsid('UpdateSession'),
        [
            FACTS.interfaces['IUpdateSession'].iid,
            FACTS.interfaces['IUpdateSearcher'].iid,
            IUNKNOWN,
            IDISPATCH,
        ],
    )
    check.equal(
        'an interface that is not there',
        [code(one) for one, _ in activated.results],
        [code(0), code(E_NOINTERFACE), code(0), code(0)],
    )
    check.equal('the level of the exporter', activated.hint, session.level)
    check.true('a port in the bindings of the exporter', all('[' in text for _, text in activated.addresses))
    objects = [session.adopt(reference) for _, reference in activated.results]
    check.true('and none in the resolver\'s', all('[' not in text for _, text in resolver_names(objects[0].addresses)))
    for name, clsid in (
        (name, FACTS.clsid(name))
        for name in (
            'UpdateSession',
            'UpdateServiceManager',
            'AutomaticUpdates',
            'WindowsUpdateAgentInfo',
            'UpdateSearcher',
            'StringCollection',
            'UpdateCollection',
        )
    ):
        default = FACTS.interfaces[FACTS.classes[name]['default_interface']]
        old = session.remote_activation(clsid, [default.iid, IDISPATCH])
        check.equal(
            f'RemoteActivation of {name}',
            (code(old.hresult), [code(one) for one, _ in old.results]),
            (code(0), [code(0)] * 2),
        )
        [session.adopt(reference) for _, reference in old.results]
        factory = session.class_object(clsid)
        check.equal(f'RemoteGetClassObject of {name}', code(factory.hresult), code(0))
        made = create_by(session.adopt(factory.results[0][1]), default)
        check.equal(f'{name} made by its factory', made.interface, default)
        check.equal(f'{name} as IDispatch', made.dispatch(default).iid, IDISPATCH)
    for way in (session.activate, session.class_object, session.remote_activation):
        nobody = way(uuid.UUID(int=1901), [IDISPATCH])
        check.equal(f'{way.__name__} of an unknown class', code(nobody.hresult), code(REGDB_E_CLASSNOTREG))
    nothing = session.activate(FACTS.clsid('UpdateSession'), [FACTS.interfaces['IUpdate'].iid])
    check.equal('no interface at all', code(nothing.hresult), code(E_NOINTERFACE))
    by_new = first.query('IUpdateSession3', by=REM_UNKNOWN2)
    check.true('RemQueryInterface2', by_new.is_same(first))
    check.equal(
        'RemQueryInterface2 without success',
        code(first.query_iid(FACTS.interfaces['IUpdate'].iid, REM_UNKNOWN2)[0]),
        code(E_NOINTERFACE),
    )
    check.equal(
        'RemQueryInterface without success',
        code(first.query_iid(FACTS.interfaces['IUpdate'].iid)[0]),
        code(E_NOINTERFACE),
    )
    check.equal('IUnknown is one', first.query_iid(IUNKNOWN)[1].ipid, third.query_iid(IUNKNOWN)[1].ipid)


def create_by(factory, interface):
    """IClassFactory::RemoteCreateInstance."""
    reader, _ = factory.session.orpc(ICLASSFACTORY, 3, factory.ipid, bytes(Writer().guid(interface.iid).data))
    return factory.session.adopt(reader.interface())


def resolver(check, session):
    version, bindings, status = session.server_alive()
    check.equal('ServerAlive2', (version, status), ((5, 7), 0))
    check.true('the address that was dialled', (7, session.server) in bindings, bindings)
    check.equal('ServerAlive', session.resolve(3).u32(), 0)
    # Nobody has to sign in for it; who has done so is told to stay at that level.
    for way, level in ((session.resolve, INTEGRITY), (session.protected, session.level)):
        reader = way(4, Writer().u64(session.oxid).u16(1).u32(1).u16(7).data)
        check.true('ResolveOxid2 has bindings', reader.u32() != 0)
        most = reader.u32()
        reader.u16(), reader.u16()
        reader.take(2 * most)
        check.equal('ResolveOxid2: IRemUnknown', reader.guid(), session.rem_unknown)
        check.equal('ResolveOxid2: the level', reader.u32(), level)
        check.equal('ResolveOxid2: the version', (reader.u16(), reader.u16()), (5, 7))
        check.equal('ResolveOxid2: the status', reader.u32(), 0)
    body = Writer().u64(1901).u16(1).u32(1).u16(7)
    check.equal('an exporter that nobody knows', Reader(session.resolve(4, body.data).data[-4:]).u32(), 0x776)
    pings(check, session)


def pings(check, session):
    """Sets of objects that are wanted. Each belongs to somebody, so pings are signed ([MS-DCOM] 3.2.6.1)."""
    kept = session.create('StringCollection')
    set_id, status = session.ping(add=[kept.oid])
    check.true('ComplexPing makes a set', set_id != 0 and status == 0, (set_id, status))
    check.equal('SimplePing', session.protected(1, Writer().u64(set_id).data).u32(), 0)
    check.equal('ComplexPing takes out', session.ping(set_id, 2, remove=[kept.oid]), (set_id, 0))
    check.equal('ComplexPing takes in', session.ping(set_id, 3, add=[kept.oid]), (set_id, 0))
    check.equal('what nobody knows', session.ping(set_id, 4, add=[1901])[1], OR_INVALID_OID)
    check.equal('SimplePing of an unknown set', session.protected(1, Writer().u64(set_id + 1901).data).u32(), 1912)
    check.equal('ComplexPing by nobody', session.ping(add=[kept.oid], by=session.resolve), (0, ACCESS_DENIED))
    check.equal('SimplePing by nobody', session.resolve(1, Writer().u64(set_id).data).u32(), ACCESS_DENIED)


def settings(check, session, update_session):
    late = update_session.dispatch('IUpdateSession3')
    check.equal(
        'the line of sessions',
        [update_session.has(name) for name in ('IUpdateSession', 'IUpdateSession2')],
        [True, True],
    )
    for put, get in ((update_session.put, late.invoke), (late.put_by_name, update_session.call)):
        for name, values in (
            ('ClientApplicationID', ['a museum guide', '', 'Führer ⚙']),
            ('UserLocale', [1036, 3082, ENGLISH]),
        ):
            for value in values:
                put(name, value)
                check.equal(f'session.{name}', get(name), value)
    check.equal(
        'a fresh session can be changed', (update_session.call('ReadOnly'), late.invoke('ReadOnly')), (False, False)
    )
    update_session.put('ClientApplicationID', 'heirs')
    searcher = update_session.call('CreateUpdateSearcher').query('IUpdateSearcher3')
    other = late.invoke('CreateUpdateSearcher')
    other.means = FACTS.interfaces['IUpdateSearcher3']
    check.equal(
        'the name is inherited',
        (searcher.call('ClientApplicationID'), other.invoke('ClientApplicationID')),
        ('heirs', 'heirs'),
    )
    late = searcher.dispatch('IUpdateSearcher3')
    for name, values in (
        ('CanAutomaticallyUpgradeService', [True, False]),
        ('ClientApplicationID', ['searching', 'heirs']),
        ('IncludePotentiallySupersededUpdates', [True, False]),
        ('ServerSelection', [1, 2, ssOthers, ssDefault]),
        ('Online', [False, True]),
        ('ServiceID', [CURIOSITIES, '']),
        ('IgnoreDownloadPriority', [True, False]),
        ('SearchScope', [1, 2, 0]),
    ):
        for value in values:
            searcher.put(name, value)
            check.equal(f'searcher.{name} by name', late.invoke(name), value)
            late.put_by_name(name, values[0])
            check.equal(f'searcher.{name}', searcher.call(name), values[0])
            searcher.put(name, value)
    check.equal('EscapeString', searcher.call('EscapeString', "it's [a]"), "it[']s [[]a[]]")
    check.equal('EscapeString by name', late.invoke('EscapeString', "it's [a]"), "it[']s [[]a[]]")
    for name in ('IUpdateSearcher', 'IUpdateSearcher2'):
        pointer = searcher.query(name)
        own = pointer.interface.own[0].name
        check.equal(f'{own} through {name}', pointer.call(own), late.invoke(own))
    direct = session.create('UpdateSearcher', 'IUpdateSearcher')
    check.equal('a searcher without a session', direct.call('Search', 'IsInstalled=0').call('ResultCode'), orcSucceeded)


def searches(check, searcher):
    late = searcher.dispatch('IUpdateSearcher3')
    for criteria in ('', 'IsInstalled=0', 'IsInstalled=1', "Type='Driver'", "UpdateID='%s'" % MAY, 'IsHidden=1', None):
        number = searcher.call('Search', criteria)
        name = late.invoke('Search', Variant(VT_BSTR, criteria))
        name.means = FACTS.interfaces['ISearchResult']
        check.equal(
            f'the result of {criteria!r}', (number.call('ResultCode'), name.invoke('ResultCode')), (orcSucceeded,) * 2
        )
        updates, by_name = number.call('Updates'), name.invoke('Updates')
        by_name.means = FACTS.interfaces['IUpdateCollection']
        check.equal(f'updates of {criteria!r}', by_name.invoke('Count'), updates.call('Count'))
        check.true(f'{criteria!r} changes nothing', updates.call('ReadOnly'))
    for criteria in ('IsInstalled=maybe', 'IsInstalled=0 and', '☃'):
        check.fails(f'Search({criteria!r})', searcher.attempt('Search', criteria), WU_E_INVALID_CRITERIA)
        check.throws(f'Search({criteria!r}) by name', late.try_invoke('Search', criteria), WU_E_INVALID_CRITERIA)
    check.equal('a failed search yields nothing', searcher.attempt('Search', '☃').value, None)


def update_of(check, searcher, identifier):
    updates = searcher.call('Search', f"UpdateID='{identifier}' and DeploymentAction=*").call('Updates')
    check.equal(f'updates with {identifier}', updates.call('Count'), 1)
    return updates.call('Item', 0)


def strings(pointer):
    return [pointer.call('Item', index) for index in range(pointer.call('Count'))]


def found(check, searcher):
    update = update_of(check, searcher, MAY)
    check.equal('title', update.call('Title'), '2026-05 Cumulative Security Update for Orrery (KB5081905)')
    check.equal(
        'identity',
        (update.call('Identity').call('UpdateID'), update.call('Identity').call('RevisionNumber')),
        (MAY, 203),
    )
    check.equal('articles', strings(update.call('KBArticleIDs')), ['5081905', '5081899'])
    check.equal('bulletins', strings(update.call('SecurityBulletinIDs')), ['MS26-019', 'MS26-020'])
    check.equal('languages', strings(update.call('Languages')), ['en', 'es', 'fr', 'de', 'ja'])
    check.equal('severity', update.call('MsrcSeverity'), 'Critical')
    check.equal('deadline', update.call('Deadline'), Variant(VT_DATE, 72817 + 3 / 24))
    check.equal('no deadline', update_of(check, searcher, MOONS).call('Deadline').vt, 0)
    check.equal('sizes', (update.call('MaxDownloadSize'), update.call('MinDownloadSize')), (900 * 1024, 90 * 1024))
    check.equal('type of a size by name', update.dispatch('IUpdate').try_invoke('MaxDownloadSize').vt, VT_DECIMAL)
    image = update.call('Image')
    check.equal(
        'image',
        [image.call(name) for name in ('Source', 'AltText', 'Width', 'Height')],
        ['https://museum.example/images/planets.png', 'Six planets in a row', 48, 32],
    )
    contents = update.call('DownloadContents')
    check.equal(
        'content', contents.call('Item', 0).call('DownloadUrl'), 'https://download.museum.example/orrery-kb5081905.cab'
    )
    delta = contents.call('Item', 1).query('IUpdateDownloadContent2')
    check.equal('delta', delta.call('IsDeltaCompressedContent'), True)
    check.equal('hidden', update.call('IsHidden'), False)
    names = {category.call('Type') for category in items(update.call('Categories'))}
    check.true('types of categories', {'Product', 'UpdateClassification'} <= names, names)
    bundle = update_of(check, searcher, ENGINE_SET).call('BundledUpdates')
    check.equal(
        'a bundle',
        [one.call('Title') for one in items(bundle)],
        [
            'Figure wheels for Difference Engine',
            'Crank for Difference Engine',
            'Printer for Difference Engine',
        ],
    )
    check.equal('a bundle in the bundle', bundle.call('Item', 2).call('BundledUpdates').call('Count'), 2)
    line(check, update, UPDATE_LINE)
    check.equal('an update is no driver', update.has('IWindowsDriverUpdate'), False)


def items(collection):
    return [collection.call('Item', index) for index in range(collection.call('Count'))]


def line(check, update, interfaces):
    """Each interface of a line by itself, its own members by number and by name through it."""
    for name in interfaces:
        pointer = update.query(name)
        check.true(f'{name} is the same update', pointer.is_same(update))
        for member in pointer.interface.own:
            if member.kind != 'propget' or member.is_refused or FACTS.is_object(member.result):
                continue
            number, by_name = pointer.attempt(member), pointer.try_invoke(member)
            check.equal(f'{member} through {name}', (number.hresult, by_name.hresult), (0, 0))
            value = tuple(number.value) if member.result == 'VARIANT' else number.value
            other = (by_name.vt, by_name.value) if member.result == 'VARIANT' else by_name.value
            check.equal(f'{member} through {name} by name', other or None, value or None)
        oldest = pointer.interface.lineage[0]
        check.equal(
            f'Title through {name}', pointer.attempt('Title', context=oldest.iid).unwrap(), update.call('Title')
        )


def drivers(check, searcher):
    driver = update_of(check, searcher, DIALS)
    pointer = driver.query('IWindowsDriverUpdate5')
    check.equal(
        'driver',
        [
            pointer.call(name)
            for name in (
                'Type',
                'DriverClass',
                'DriverHardwareID',
                'DriverManufacturer',
                'DriverModel',
                'DriverProvider',
                'DeviceProblemNumber',
                'DeviceStatus',
            )
        ],
        [
            2,
            'Display',
            'ANTIKYTHERA\\VEN_1901&DEV_0517&SUBSYS_00000001',
            'Workshop of Rhodes',
            'Zodiac dial',
            'Museum of Updates',
            28,
            25174016,
        ],
    )
    check.equal('date of a driver', pointer.call('DriverVerDate'), 46159.0)
    entries = items(pointer.call('WindowsDriverUpdateEntries'))
    check.equal(
        'models', [entry.call('DriverModel') for entry in entries], ['Zodiac dial', 'Eclipse dial', 'Games dial']
    )
    check.equal(
        'by name a driver is a driver', driver.dispatch('IWindowsDriverUpdate5').invoke('DriverModel'), 'Zodiac dial'
    )
    line(check, driver, DRIVER_LINE)
    line(check, driver, UPDATE_LINE)
    # The same number means two things: slot 52 of IUpdate2 is RebootRequired, of IWindowsDriverUpdate DriverClass.
    check.equal('slot 52 of IUpdate5', driver.query('IUpdate5').call('RebootRequired'), False)
    check.equal('slot 52 of IWindowsDriverUpdate5', pointer.call('DriverClass'), 'Display')
    walk = Walk(check)
    walk.object('driver as IUpdate5', driver.query('IUpdate5'), driver.query('IUpdate5'))


def warnings(check, searcher):
    searcher = searcher.query('IUpdateSearcher3')
    searcher.put('ServerSelection', ssOthers)
    searcher.put('ServiceID', CURIOSITIES)
    result = searcher.call('Search', '')
    check.equal('the cabinet succeeds with errors', result.call('ResultCode'), orcSucceededWithErrors)
    all_of_them = items(result.call('Warnings'))
    check.equal(
        'warnings',
        [one.call('Message') for one in all_of_them],
        [
            'One drawer of the cabinet is stuck.',
            'Drivers for sea monsters were left out.',
            'The installer for potions is not set up.',
            'Behind the curtain nobody has looked.',
            'The licence of the perpetual motion machine has expired.',
        ],
    )
    check.equal('HRESULT of a warning', all_of_them[1].call('HResult') & 0xFFFFFFFF, FACTS.codes['WU_E_DRV_PRUNED'])
    Walk(check).start('curious', result)
    searcher.put('ServiceID', '')
    searcher.put('ServerSelection', ssDefault)


def names(check, update_session, searcher):
    searcher = searcher.query('IUpdateSearcher3')
    late = searcher.dispatch('IUpdateSearcher3')
    search = searcher.interface.member('Search')
    for name in ('Search', 'SEARCH', 'search'):
        check.equal(f'the number of {name}', late.dispids(name), (0, [search.dispid]))
    check.equal('the name of a parameter', late.dispids('Search', 'criteria'), (0, [search.dispid, 0]))
    hresult, numbers = late.dispids('Nonsense')
    check.equal('an unknown name', (code(hresult), numbers), (code(DISP_E_UNKNOWNNAME), [-1]))
    hresult, numbers = late.dispids('Search', 'nonsense')
    check.equal('an unknown parameter', (code(hresult), numbers), (code(DISP_E_UNKNOWNNAME), [search.dispid, -1]))
    for interface in (searcher.interface, update_session.interface):
        pointer = searcher if interface is searcher.interface else update_session
        wrong = [
            member
            for member in interface.members
            if not member.restricted and pointer.dispids(member.name) != (0, [member.dispid])
        ]
        check.equal(f'dispids of {interface.name}', wrong, [])
    named = late.try_invoke('Search', criteria="UpdateID='%s'" % MAY)
    check.equal('Search with a named argument', code(named.hresult), code(0))
    named.value.means = FACTS.interfaces['ISearchResult']
    check.equal('a named argument counts', named.value.query('ISearchResult').call('Updates').call('Count'), 1)
    both = late.try_invoke('Online', flags=3)
    check.equal('a getter as VBScript calls it', (both.hresult, both.value), (0, True))
    check.equal('too many arguments', code(late.try_invoke('Online', 1, 2).hresult), code(DISP_E_BADPARAMCOUNT))
    check.equal('too few', code(late.try_invoke('Search').hresult), code(DISP_E_BADPARAMCOUNT))
    check.equal('an unknown number', code(late.invoke_dispid('1901', 1901, 1).hresult), code(DISP_E_MEMBERNOTFOUND))
    read_only = update_session.dispatch('IUpdateSession3')
    dispid = update_session.interface.member('ReadOnly').dispid
    check.equal(
        'a property that cannot be put',
        code(read_only.invoke_dispid('ReadOnly', dispid, 4, [], [(-3, True)]).hresult),
        code(DISP_E_MEMBERNOTFOUND),
    )
    put = late.invoke_dispid(
        'Online', searcher.interface.member('Online').dispid, 4, [], [(-3, Variant(VT_BSTR, 'perhaps'))]
    )
    check.true('perhaps is no boolean', put.failed, code(put.hresult))
    put = late.invoke_dispid(
        'Online', searcher.interface.member('Online').dispid, 4, [], [(-3, Variant(VT_BSTR, 'True'))]
    )
    check.equal('a text that is a boolean', code(put.hresult), code(0))


def everything(check, searcher):
    searcher = searcher.query('IUpdateSearcher3')
    searcher.put('IncludePotentiallySupersededUpdates', True)
    walk = Walk(check)
    walk.start('result', searcher.call('Search', 'DeploymentAction=*'))
    searcher.put('IncludePotentiallySupersededUpdates', False)
    check.true('many objects', walk.objects > 300, walk.objects)
    check.group(f'{walk.objects} objects, {walk.values} values, {walk.nulls} of nothing, {walk.failures} failures')


main(run, __doc__, is_read_only=True)
