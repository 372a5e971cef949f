"""What a policy can allow: downloads, installations, licences, hiding, jobs, settings, services, a proxy. Run against a
server that allows all of it. Jobs are polled, because nobody calls back to another computer.
"""

import time
import uuid

from check import DISP_E_EXCEPTION, E_ACCESSDENIED, E_INVALIDARG, code, main
from facts import FACTS, IUNKNOWN
from ndr import EMPTY, VT_BSTR, VT_DISPATCH, VT_I4, VT_UNKNOWN, Reference, Variant
from own_objects import agree
from wire import Fault

MOONS = '00001901-0001-4000-8000-000000000003'
AGENT = '00001901-0001-4000-8000-000000000007'
STAR_ATLAS = '00001901-0004-4000-8000-000000000001'
CURIOSITIES = '00001901-00f0-4000-8000-000000000001'
BALLOON = '00001901-00f0-4000-8000-000000000005'
PLANETARIUM = '00001901-00f0-4000-8000-000000000007'
MICROSOFT_UPDATE = '7971f918-a847-4430-9279-4a52d1efe18d'
orcSucceeded = 2
PATIENCE = 60
asfAllowPendingRegistration, asfAllowOnlineRegistration, asfRegisterServiceWithAU = 1, 2, 4
usrsRegistrationPending, usrsRegistered = 2, 3


def run(check, level):
    session = check.session(level)
    update_session = session.create('UpdateSession')
    for name, step in (
        ('hiding', hiding),
        ('licences', licences),
        ('searches that go on', searching),
        ('downloads', downloads),
        ('installations', installations),
        ('callbacks', callbacks),
        ('settings', settings),
        ('services', services),
        ('proxies', proxies),
        ('the computer', computer),
        ('what is never allowed', never),
        ('files', files),
    ):
        step(check, session, update_session)
        check.group(name)
    session.close()


def update_of(update_session, identifier):
    searcher = update_session.call('CreateUpdateSearcher')
    return searcher.call('Search', f"UpdateID='{identifier}' and DeploymentAction=*").call('Updates').call('Item', 0)


def late(pointer, means):
    pointer.means = FACTS.interfaces[means]
    return pointer


def hiding(check, session, update_session):
    update = update_of(update_session, MOONS)
    by_name = update.dispatch('IUpdate5')
    for value in (True, False):
        update.put('IsHidden', value)
        check.equal(
            'IsHidden', (update.call('IsHidden'), update_of(update_session, MOONS).call('IsHidden')), (value,) * 2
        )
    for value in (True, False):
        by_name.put_by_name('IsHidden', value)
        check.equal('IsHidden by name', by_name.invoke('IsHidden'), value)
    mandatory = update_of(update_session, AGENT)
    check.fails(
        'what is mandatory',
        mandatory.attempt(mandatory.interface.member('IsHidden', 'propput'), True),
        FACTS.codes['WU_E_DS_DECLINENOTALLOWED'],
    )


def licences(check, session, update_session):
    update = update_of(update_session, STAR_ATLAS)
    update.call('AcceptEula')
    check.equal('accepted', update_of(update_session, STAR_ATLAS).call('EulaAccepted'), True)
    update.dispatch('IUpdate5').invoke('AcceptEula')
    check.equal('and again', update_of(update_session, STAR_ATLAS).call('EulaAccepted'), True)


def wait(check, what, job):
    """Until a job is complete; it tells of itself in the meantime."""
    for _ in range(PATIENCE * 10):
        if job.call('IsCompleted'):
            return check.true(f'{what} completed', True)
        time.sleep(0.1)
    return check.true(f'{what} completed', False)


def searching(check, session, update_session):
    searcher = update_session.call('CreateUpdateSearcher')
    job = searcher.call('BeginSearch', 'IsInstalled=0', None, Variant(VT_I4, 42))
    check.equal('the state of a job', job.call('AsyncState'), Variant(VT_I4, 42))
    wait(check, 'a search', job)
    agree(check, 'a search', job)
    result = searcher.call('EndSearch', job)
    check.equal('its result', result.call('ResultCode'), orcSucceeded)
    job.call('CleanUp')
    by_name = searcher.dispatch('IUpdateSearcher3')
    job = late(by_name.invoke('BeginSearch', 'IsInstalled=1', None, 'a text'), 'ISearchJob')
    check.equal('the state by name', job.invoke('AsyncState'), 'a text')
    result = late(by_name.invoke('EndSearch', job), 'ISearchResult')
    check.equal('its result by name', result.invoke('ResultCode'), orcSucceeded)
    job.invoke('RequestAbort')
    job.invoke('CleanUp')
    check.true('a job that was cleaned up', searcher.attempt('EndSearch', job.query('ISearchJob')).failed)


def collection_of(session, *updates):
    own = session.create('UpdateCollection')
    for update in updates:
        own.call('Add', update)
    return own


def downloads(check, session, update_session):
    wanted = collection_of(session, update_of(update_session, MOONS))
    downloader = update_session.call('CreateUpdateDownloader')
    downloader.put('Updates', wanted)
    # What comes back cannot be changed, and shows what is in ours.
    view = downloader.call('Updates')
    check.equal('a view of our collection', (view.call('Count'), view.call('ReadOnly')), (1, True))
    check.true('its update', view.call('Item', 0).is_same(wanted.call('Item', 0)))
    check.fails('a change of the view', view.attempt('Clear'), FACTS.codes['WU_E_NOT_SUPPORTED'])
    for name, value in (('ClientApplicationID', 'downloading'), ('IsForced', True), ('Priority', 3)):
        downloader.put(name, value)
        check.equal(name, downloader.call(name), value)
    job = downloader.call('BeginDownload', None, None, Variant(VT_BSTR, 'from afar'))
    check.equal('the state of a download', job.call('AsyncState'), Variant(VT_BSTR, 'from afar'))
    wait(check, 'a download', job)
    agree(check, 'a download', job)
    progress = job.call('GetProgress')
    agree(check, 'the progress of a download', progress)
    check.equal('all of it', progress.call('PercentComplete'), 100)
    result = downloader.call('EndDownload', job)
    agree(check, 'a result', result)
    check.equal('the result', result.call('ResultCode'), orcSucceeded)
    one = result.call('GetUpdateResult', 0)
    agree(check, 'the result of one', one)
    check.equal('downloaded', (one.call('HResult'), update_of(update_session, MOONS).call('IsDownloaded')), (0, True))
    job.call('CleanUp')
    by_name = late(update_session.dispatch('IUpdateSession3').invoke('CreateUpdateDownloader'), 'IUpdateDownloader')
    by_name.put_by_name('Updates', wanted)
    result = late(by_name.invoke('Download'), 'IDownloadResult')
    check.equal('Download by name', result.invoke('ResultCode'), orcSucceeded)
    own = session.create('UpdateDownloader', 'IUpdateDownloader')
    check.equal('a class of its own', own.call('Updates') is None or own.call('Updates').call('Count') == 0, True)


def installations(check, session, update_session):
    """On and off again, so that nothing remains."""
    wanted = collection_of(session, update_of(update_session, MOONS))
    installer = update_session.call('CreateUpdateInstaller').query('IUpdateInstaller2')
    installer.put('Updates', wanted)
    installer.put('ForceQuiet', True)
    check.equal('ForceQuiet', installer.dispatch('IUpdateInstaller2').invoke('ForceQuiet'), True)
    for begin, end, installed in (('BeginInstall', 'EndInstall', True), ('BeginUninstall', 'EndUninstall', False)):
        job = installer.call(begin, None, None, EMPTY)
        wait(check, begin, job)
        agree(check, begin, job)
        agree(check, f'the progress of {begin}', job.call('GetProgress'))
        result = installer.call(end, job)
        agree(check, end, result)
        check.equal(f'the result of {end}', result.call('ResultCode'), orcSucceeded)
        agree(check, f'{end} of one', result.call('GetUpdateResult', 0))
        check.equal(f'installed after {end}', update_of(update_session, MOONS).call('IsInstalled'), installed)
        job.call('CleanUp')
    by_name = late(update_session.dispatch('IUpdateSession3').invoke('CreateUpdateInstaller'), 'IUpdateInstaller2')
    by_name.put_by_name('Updates', collection_of(session, update_of(update_session, MOONS)))
    job = late(by_name.invoke('BeginInstall', None, None, 7), 'IInstallationJob')
    check.equal('the state by name', job.invoke('AsyncState'), 7)
    result = late(by_name.invoke('EndInstall', job), 'IInstallationResult')
    check.equal('installed by name', result.invoke('ResultCode'), orcSucceeded)
    result = late(by_name.invoke('Uninstall'), 'IInstallationResult')
    check.equal('Uninstall by name', result.invoke('ResultCode'), orcSucceeded)
    own = session.create('UpdateInstaller', 'IUpdateInstaller2')
    check.fails('nothing to install', own.attempt('Install'), FACTS.codes['WU_E_NO_UPDATE'])
    check.equal('IsBusy', own.call('IsBusy'), False)


def callbacks(check, session, update_session):
    """Pointers to objects of other computers are not called, and not taken."""
    foreign = Reference(IUNKNOWN, 0, 5, 0x1901, 0x1901, uuid.uuid4(), bytes.fromhex('0400020000000000' + '0000'))
    searcher = update_session.call('CreateUpdateSearcher')
    downloader = update_session.call('CreateUpdateDownloader')
    installer = update_session.call('CreateUpdateInstaller')
    updates = collection_of(session, update_of(update_session, MOONS))
    downloader.put('Updates', updates)
    installer.put('Updates', updates)
    for what, action in {
        'BeginSearch': lambda: searcher.attempt('BeginSearch', '', foreign, EMPTY),
        'BeginSearch by name': lambda: searcher.dispatch('IUpdateSearcher3').try_invoke(
            'BeginSearch', '', Variant(VT_DISPATCH, foreign), EMPTY
        ),
        'BeginSearch with a foreign state': lambda: searcher.attempt(
            'BeginSearch', '', None, Variant(VT_UNKNOWN, foreign)
        ),
        'BeginDownload': lambda: downloader.attempt('BeginDownload', foreign, None, EMPTY),
        'BeginDownload, the other': lambda: downloader.attempt('BeginDownload', None, foreign, EMPTY),
        'BeginInstall': lambda: installer.attempt('BeginInstall', None, foreign, EMPTY),
    }.items():
        try:
            outcome = action()
            check.true(f'{what} with a foreign pointer', outcome.failed, code(outcome.hresult))
        except Fault as fault:
            check.true(f'{what} with a foreign pointer: {fault}', True)
    check.equal('nothing runs', installer.call('IsBusy'), False)
    check.equal('nothing was installed', update_of(update_session, MOONS).call('IsInstalled'), False)


def settings(check, session, update_session):
    automatic = session.create('AutomaticUpdates')
    mine = automatic.call('Settings').query('IAutomaticUpdatesSettings3')
    by_name = mine.dispatch('IAutomaticUpdatesSettings3')
    agree(check, 'settings', mine)
    for name, values in (
        ('NotificationLevel', (2, 3, 4)),
        ('ScheduledInstallationDay', (7, 0)),
        ('ScheduledInstallationTime', (23, 3)),
        ('IncludeRecommendedUpdates', (True, False)),
        ('NonAdministratorsElevated', (True, False)),
    ):
        for value in values:
            mine.put(name, value)
            check.equal(f'{name} by name', by_name.invoke(name), value)
        by_name.put_by_name(name, values[0])
        check.equal(name, mine.call(name), values[0])
    mine.call('Save')
    check.equal('saved', session.create('AutomaticUpdates').call('Settings').call('NotificationLevel'), 2)
    mine.put('NotificationLevel', 0)
    by_name.invoke('Refresh')
    check.equal('read again', mine.call('NotificationLevel'), 2)
    check.equal(
        'CheckPermission', (mine.call('CheckPermission', 1, 1), by_name.invoke('CheckPermission', 1, 1)), (True, True)
    )
    automatic.call('Pause')
    check.fails('DetectNow in a pause', automatic.attempt('DetectNow'), FACTS.codes['WU_E_AU_PAUSED'])
    automatic.dispatch('IAutomaticUpdates2').invoke('Resume')
    automatic.call('DetectNow')
    mine.put('NotificationLevel', 1)
    mine.call('Save')
    check.equal('off', automatic.call('ServiceEnabled'), False)
    automatic.call('EnableService')
    check.equal('on', automatic.dispatch('IAutomaticUpdates2').invoke('ServiceEnabled'), True)


def services(check, session, update_session):
    manager = session.create('UpdateServiceManager')
    by_name = manager.dispatch('IUpdateServiceManager2')
    before = manager.call('Services').call('Count')
    for remove in (
        lambda: manager.call('RemoveService', MICROSOFT_UPDATE),
        lambda: by_name.invoke('RemoveService', MICROSOFT_UPDATE),
    ):
        manager.call('AddService2', MICROSOFT_UPDATE, asfAllowOnlineRegistration, '')
        check.equal('one more', manager.call('Services').call('Count'), before + 1)
        remove()
        check.equal('one less', manager.call('Services').call('Count'), before)
    for register, unregister in ((manager.call, manager.call), (by_name.invoke, by_name.invoke)):
        register('RegisterServiceWithAU', CURIOSITIES)
        check.equal('with Automatic Updates', registered(manager), True)
        unregister('UnregisterServiceWithAU', CURIOSITIES)
        check.equal('without', registered(manager), False)
    later(check, session.create('UpdateServiceManager'))


def later(check, manager):
    """Services that are added: this one comes online, that one later."""
    by_name = manager.dispatch('IUpdateServiceManager2')
    online = asfAllowPendingRegistration | asfAllowOnlineRegistration
    registration = manager.call('AddService2', MICROSOFT_UPDATE, online, '')
    check.equal('registered', registration.call('RegistrationState'), usrsRegistered)
    check.equal('the service', registration.call('Service').call('ServiceID').lower(), MICROSOFT_UPDATE)
    again = late(by_name.invoke('AddService2', MICROSOFT_UPDATE, online, ''), 'IUpdateServiceRegistration')
    check.equal('registered by name', again.invoke('RegistrationState'), usrsRegistered)
    pending = manager.call('AddService2', BALLOON, asfAllowPendingRegistration, '')
    check.equal('later', pending.call('RegistrationState'), usrsRegistrationPending)
    check.equal('there is no service yet', pending.call('Service'), None)
    check.equal('nor by name', pending.dispatch('IUpdateServiceRegistration').invoke('Service'), None)
    check.fails('neither online nor by a cabinet', manager.attempt('AddService2', PLANETARIUM, 0, ''), E_INVALIDARG)
    check.throws('neither, by name', by_name.try_invoke('AddService2', PLANETARIUM, 0, ''), E_INVALIDARG)
    manager.call('RemoveService', MICROSOFT_UPDATE)


def registered(manager):
    registration = manager.call('QueryServiceRegistration', CURIOSITIES)
    return registration.call('Service').call('IsRegisteredWithAU')


def proxies(check, session, update_session):
    proxy = session.create('WebProxy')
    by_name = proxy.dispatch('IWebProxy')
    for name, value in (
        ('Address', 'http://proxy.museum.example:8080'),
        ('BypassProxyOnLocal', True),
        ('UserName', 'curator'),
        ('AutoDetect', True),
    ):
        proxy.put(name, value)
        check.equal(f'{name} by name', by_name.invoke(name), value)
    strings = session.create('StringCollection')
    strings.call('Add', '*.museum.example')
    proxy.put('BypassList', strings)
    check.equal('BypassList', proxy.call('BypassList').call('Item', 0), '*.museum.example')
    proxy.call('SetPassword', 'secret')
    update_session.put('WebProxy', proxy)
    check.equal('the proxy of the session', update_session.call('WebProxy').call('UserName'), 'curator')
    update_session.dispatch('IUpdateSession3').put_by_name('WebProxy', None)
    check.equal('the user\'s again', update_session.call('WebProxy').call('Address') or '', '')


def computer(check, session, update_session):
    information = session.create('SystemInformation')
    agree(check, 'the computer', information)
    check.equal('its maker', information.call('OemHardwareSupportLink'), 'https://support.museum.example/curator')


def never(check, session, update_session):
    """What needs a desktop."""
    automatic = session.create('AutomaticUpdates')
    check.fails('ShowSettingsDialog', automatic.attempt('ShowSettingsDialog'), E_ACCESSDENIED)
    shown = automatic.dispatch('IAutomaticUpdates2').try_invoke('ShowSettingsDialog')
    check.equal(
        'ShowSettingsDialog by name',
        (code(shown.hresult), code(shown.scode)),
        (code(DISP_E_EXCEPTION), code(E_ACCESSDENIED)),
    )
    installer = update_session.call('CreateUpdateInstaller')
    check.fails('RunWizard', installer.attempt('RunWizard', ''), E_ACCESSDENIED)


def files(check, session, update_session):
    """Folders of the server stay closed, whatever else is allowed."""
    update = update_of(update_session, MOONS).query('IUpdate2')
    manager = session.create('UpdateServiceManager')
    strings = session.create('StringCollection')
    strings.call('Add', '/etc/passwd')
    for what, outcome in {
        'CopyFromCache': update.attempt('CopyFromCache', '/tmp', False),
        'CopyFromCache to another computer': update.attempt('CopyFromCache', '\\\\server\\share', False),
        'CopyToCache': update.attempt('CopyToCache', strings),
        'AddScanPackageService': manager.attempt('AddScanPackageService', 'x', '/etc/passwd', 0),
        'AddScanPackageService of a URL': manager.attempt(
            'AddScanPackageService', 'x', 'https://museum.example/x.cab', 0
        ),
        'AddService': manager.attempt('AddService', CURIOSITIES, '/etc/passwd'),
    }.items():
        check.fails(what, outcome, E_ACCESSDENIED)
        check.true(f'{what} yields nothing', outcome.value is None)


main(run, __doc__)
