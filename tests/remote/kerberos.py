"""Signing in with Kerberos within SPNEGO, the only way that impacket knows; a search, and properties of what it finds.

The ticket comes from a cache: impacket and MIT's KDC do not understand each other. impacket does not sign headers.
"""

from check import E_ACCESSDENIED, main
from facts import FACTS
from wire import ACCESS_DENIED, CONNECT, Realm
from wua_dcom import Session

orcSucceeded = 2


def run(check, level):
    given = check.arguments

    def sign_in(user, cache, level=level):
        return Session(given.server, given.port, Realm(user, given.realm, cache, given.name), level)

    session = sign_in(given.user, given.cache)
    update_session = session.create('UpdateSession')
    check.equal('a property by its number', update_session.call('ReadOnly'), False)
    by_name = update_session.dispatch('IUpdateSession')
    check.equal('the same by its name', by_name.invoke('ReadOnly'), False)
    check.group('a session')

    searcher = update_session.call('CreateUpdateSearcher')
    result = searcher.call('Search', 'IsInstalled=0')
    check.equal('the result of a search', result.call('ResultCode'), orcSucceeded)
    updates = result.call('Updates')
    count = updates.call('Count')
    check.true('updates', count > 20, count)
    titles = [updates.call('Item', index).call('Title') for index in range(count)]
    check.true('every update has a title', all(titles), titles)
    check.group('a search')

    guest = sign_in(given.guest, given.guest_cache)
    activated = guest.activate(FACTS.clsid('UpdateSession'), [FACTS.interfaces['IUpdateSession'].iid])
    check.equal('activation by one who is no administrator', activated.hresult, E_ACCESSDENIED)
    low = sign_in(given.user, given.cache, CONNECT)
    check.faults('activation without signatures', lambda: low.create('UpdateSession'), ACCESS_DENIED)
    check.group('refusals')
    for one in (session, guest, low):
        one.close()


def more(arguments):
    arguments.add_argument('--realm', required=True)
    arguments.add_argument('--name', required=True, help='what the server is called in the realm')
    arguments.add_argument('--cache', required=True, help='the file with the ticket of the administrator')
    arguments.add_argument('--guest', required=True, help='a principal that is no administrator')
    arguments.add_argument('--guest-cache', required=True)


if __name__ == '__main__':
    main(run, __doc__, more)
