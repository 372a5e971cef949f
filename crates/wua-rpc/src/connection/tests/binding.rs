//! Which interfaces are called.

use super::pair::*;
use crate::connection::*;
use crate::pdu::*;

fn verdicts(pair: &Pair) -> Vec<Verdict> {
    pair.client_events
        .iter()
        .find_map(|event| match event {
            ClientEvent::Bound { verdicts, .. } => {
                Some(verdicts.iter().map(|(_, verdict)| *verdict).collect())
            }
            _ => None,
        })
        .unwrap()
}

/// Sends one PDU to a new server, and gives its answer.
fn answer(pdu: &[u8]) -> (Pair, Vec<u8>) {
    let mut pair = Pair::new();
    pair.feed_server(pdu);
    let answer = pair.server.transmit().unwrap_or_default();
    (pair, answer)
}

fn bind(contexts: Vec<ContextOffer>) -> Bind {
    Bind {
        max_transmit: 4280,
        max_receive: 4280,
        group: 0,
        contexts,
    }
}

fn bytes(bind: &Bind, kind: Kind, token: Option<(SecurityTrailer, &[u8])>) -> Vec<u8> {
    let mut pdu = Vec::new();
    bind.write(&mut pdu, kind, Flags::WHOLE, 5, token).unwrap();
    pdu
}

fn nak(pdu: &[u8]) -> Nak {
    let header = Header::parse(pdu).unwrap().unwrap();
    assert_eq!((header.kind, header.call_id), (Kind::BindNak, 5));
    BindNak::parse(&pdu[HEADER..]).unwrap().reason
}

fn acknowledged(pdu: &[u8]) -> BindAck {
    let header = Header::parse(pdu).unwrap().unwrap();
    assert_eq!((header.kind, header.call_id), (Kind::BindAck, 5));
    BindAck::parse(&pdu[HEADER..]).unwrap()
}

#[test]
fn known_interfaces_are_accepted_and_others_rejected() {
    let mut pair = Pair::new();
    pair.bind(&[OPEN, UNKNOWN, GUARDED], None);
    assert_eq!(
        verdicts(&pair),
        [
            Verdict::Accepted(NDR20),
            Verdict::UnknownInterface,
            Verdict::Accepted(NDR20)
        ]
    );
}

#[test]
fn a_higher_minor_or_another_major_version_is_another_interface() {
    let version = |major, minor| Syntax::new(OPEN.id, major, minor);
    let mut pair = Pair::new();
    pair.bind(&[version(1, 0), version(1, 3), version(2, 0)], None);
    assert_eq!(
        verdicts(&pair),
        [
            Verdict::Accepted(NDR20),
            Verdict::UnknownInterface,
            Verdict::UnknownInterface
        ]
    );
}

#[test]
fn ndr64_is_rejected_and_ndr_taken() {
    let ndr64 = Syntax::new("71710533-beba-4937-8319-b5dbef9ccc36".parse().unwrap(), 1, 0);
    let offer = |id, transfers| ContextOffer {
        id,
        interface: OPEN,
        transfers,
    };
    let contexts = vec![
        offer(0, vec![NDR20]),
        offer(1, vec![ndr64]),
        offer(2, vec![ndr64, NDR20]),
        offer(3, vec![]),
    ];
    let (_, ack) = answer(&bytes(&bind(contexts), Kind::Bind, None));
    assert_eq!(
        acknowledged(&ack).verdicts,
        [
            Verdict::Accepted(NDR20),
            Verdict::UnknownTransfer,
            Verdict::Accepted(NDR20),
            Verdict::UnknownTransfer
        ]
    );
}

#[test]
fn features_are_agreed_on_and_are_no_interface() {
    let offers = |features: Features| ContextOffer {
        id: 1,
        interface: UNKNOWN,
        transfers: vec![features.syntax()],
    };
    for (offered, agreed) in [(3, 3), (1, 1), (0, 0), (0xFF02, 2)] {
        let (_, ack) = answer(&bytes(&bind(vec![offers(Features(offered))]), Kind::Bind, None));
        assert_eq!(acknowledged(&ack).verdicts, [Verdict::Features(Features(agreed))]);
    }
}

#[test]
fn the_answer_names_port_group_and_the_shorter_fragments() {
    let (pair, ack) = answer(&bytes(&bind(vec![ContextOffer::new(0, OPEN)]), Kind::Bind, None));
    let ack = acknowledged(&ack);
    assert_eq!(ack.address, "135");
    assert_eq!((ack.max_transmit, ack.max_receive), (4280, 4280));
    assert_eq!(Some(ack.group), pair.server.group());
    assert_ne!(ack.group, 0);
}

#[test]
fn fragments_are_never_shorter_than_everybody_has_to_take() {
    let mut small = bind(vec![ContextOffer::new(0, OPEN)]);
    (small.max_transmit, small.max_receive) = (16, 0);
    let (_, ack) = answer(&bytes(&small, Kind::Bind, None));
    assert_eq!(acknowledged(&ack).max_transmit, 1432);
    (small.max_transmit, small.max_receive) = (u16::MAX, u16::MAX);
    let (_, ack) = answer(&bytes(&small, Kind::Bind, None));
    assert_eq!(acknowledged(&ack).max_receive, 5840);
}

#[test]
fn a_second_connection_joins_the_group_of_the_first() {
    let mut pair = Pair::new();
    pair.host.groups.push(9);
    pair.client.bind(9, &[OPEN], None, 0, &mut pair.host).unwrap();
    pair.run();
    assert_eq!((pair.server.group(), pair.client.group()), (Some(9), Some(9)));
}

#[test]
fn an_unknown_group_is_refused() {
    let mut pair = Pair::new();
    pair.client.bind(9, &[OPEN], None, 0, &mut pair.host).unwrap();
    pair.run();
    assert_eq!(
        pair.client_closed(),
        Some(&Closed::BindRefused(Nak::NOT_SPECIFIED))
    );
    assert!(pair.server.is_closed());
    assert_eq!(pair.server.group(), None);
}

#[test]
fn multiplexing_and_header_signing_are_confirmed_where_they_are_asked_for() {
    for asked in [0, 0x04, 0x10, 0x14] {
        let mut pdu = Vec::new();
        let flags = Flags::WHOLE.with(Flags(asked));
        bind(vec![ContextOffer::new(0, OPEN)])
            .write(&mut pdu, Kind::Bind, flags, 5, None)
            .unwrap();
        let (_, ack) = answer(&pdu);
        assert_eq!(Header::parse(&ack).unwrap().unwrap().flags, flags);
    }
}

#[test]
fn further_interfaces_can_be_asked_for_later() {
    let mut pair = Pair::new();
    pair.bind(&[OPEN], None);
    pair.client_events.clear();
    let proposal = pair.alter_context(&[OPEN, UNKNOWN], None);
    assert_eq!(
        verdicts(&pair),
        [Verdict::Accepted(NDR20), Verdict::UnknownInterface]
    );
    pair.call(proposal.contexts[0], None, b"hello");
    assert_eq!(pair.called().interface, OPEN);
}

#[test]
fn a_context_can_be_asked_for_again() {
    let (mut pair, _) = answer(&bytes(&bind(vec![ContextOffer::new(0, OPEN)]), Kind::Bind, None));
    pair.feed_server(&bytes(
        &bind(vec![ContextOffer::new(0, OPEN), ContextOffer::new(0, UNKNOWN)]),
        Kind::AlterContext,
        None,
    ));
    let pdu = pair.server.transmit().unwrap();
    let ack = BindAck::parse(&pdu[HEADER..]).unwrap();
    assert_eq!(
        ack.verdicts,
        [Verdict::Accepted(NDR20), Verdict::UnknownInterface]
    );
    assert_eq!(ack.address, "");
}

#[test]
fn presentation_contexts_are_limited() {
    let limits = Limits {
        presentation_contexts: 2,
        ..Limits::default()
    };
    let mut pair = Pair::with(limits, Client::default());
    pair.bind(&[OPEN, OPEN, OPEN], None);
    assert_eq!(
        verdicts(&pair),
        [
            Verdict::Accepted(NDR20),
            Verdict::Accepted(NDR20),
            Verdict::LimitExceeded
        ]
    );
}

#[test]
fn a_bind_may_not_propose_more_than_a_limit() {
    let many = |count| bind((0..count).map(|id| ContextOffer::new(id, OPEN)).collect());
    let (pair, pdu) = answer(&bytes(&many(31), Kind::Bind, None));
    assert_eq!(nak(&pdu), Nak::LOCAL_LIMIT);
    assert_eq!(pair.closed(), Some(&Closed::TooLarge));
    let (mut pair, pdu) = answer(&bytes(&many(30), Kind::Bind, None));
    assert_eq!(acknowledged(&pdu).verdicts.len(), 30);
    pair.feed_server(&bytes(&many(31), Kind::AlterContext, None));
    assert_eq!(pair.closed(), Some(&Closed::TooLarge));
}

#[test]
fn other_versions_and_byte_orders_are_told_so() {
    let pdu = bytes(&bind(vec![ContextOffer::new(0, OPEN)]), Kind::Bind, None);
    let mut version = pdu.clone();
    version[0] = 6;
    let (pair, answered) = answer(&version);
    assert_eq!(nak(&answered), Nak::PROTOCOL);
    assert!(pair.server.is_closed());
    let mut big_endian = pdu;
    big_endian[4] = 0;
    big_endian[12..16].copy_from_slice(&5_u32.to_be_bytes());
    let (pair, answered) = answer(&big_endian);
    assert_eq!(nak(&answered), Nak::NOT_SPECIFIED);
    assert_eq!(pair.closed(), Some(&Closed::Malformed(Error::DataRepresentation)));
}

#[test]
fn a_big_endian_request_is_a_protocol_error() {
    let (mut pair, proposal) = Pair::anonymous();
    let call = pair
        .client
        .call(&request(proposal.contexts[0], None, b"hello"))
        .unwrap();
    let mut pdu = pair.client.transmit().unwrap();
    pdu[4] = 0;
    pdu[12..16].reverse();
    pair.feed_server(&pdu);
    pair.carry_to_client();
    assert_eq!(pair.refused(call), status::PROTOCOL_ERROR);
    assert!(pair.server.is_closed());
}

#[test]
fn what_is_not_this_protocol_is_not_answered() {
    let (pair, answered) = answer(b"GET / HTTP/1.1\r\nHost: wsus\r\n\r\n");
    assert!(answered.is_empty());
    assert!(pair.server.is_closed());
}

#[test]
fn a_second_bind_and_a_bind_that_cannot_be_read_are_protocol_errors() {
    let pdu = bytes(&bind(vec![ContextOffer::new(0, OPEN)]), Kind::Bind, None);
    let (mut pair, _) = answer(&pdu);
    pair.feed_server(&pdu);
    assert_eq!(nak(&pair.server.transmit().unwrap()), Nak::PROTOCOL);
    assert!(pair.server.is_closed());

    let mut two_contexts = pdu.clone();
    two_contexts[24] = 2;
    let (pair, answered) = answer(&two_contexts);
    assert_eq!(nak(&answered), Nak::PROTOCOL);
    assert_eq!(pair.closed(), Some(&Closed::Malformed(Error::Truncated)));

    let mut in_fragments = pdu;
    in_fragments[3] = 1;
    assert_eq!(nak(&answer(&in_fragments).1), Nak::PROTOCOL);
}

#[test]
fn nothing_comes_before_bind() {
    let mut request = Vec::new();
    write_bare(&mut request, Kind::Request, 5);
    let alter = bytes(&bind(vec![]), Kind::AlterContext, None);
    let mut cancel = Vec::new();
    write_bare(&mut cancel, Kind::Cancel, 5);
    for pdu in [request, alter, cancel] {
        let (pair, answered) = answer(&pdu);
        assert_eq!(Fault::parse(&answered).unwrap().status, status::PROTOCOL_ERROR);
        assert!(pair.server.is_closed());
    }
}

#[test]
fn pdus_of_the_wrong_direction_close_either_side() {
    for kind in [
        Kind::Response,
        Kind::Fault,
        Kind::BindAck,
        Kind::BindNak,
        Kind::AlterContextResponse,
        Kind::Shutdown,
    ] {
        let (mut pair, _) = Pair::anonymous();
        let mut pdu = Vec::new();
        write_bare(&mut pdu, kind, 5);
        pair.feed_server(&pdu);
        assert_eq!(pair.closed(), Some(&Closed::Unexpected("a server's PDU")));
    }
    for kind in [
        Kind::Request,
        Kind::Bind,
        Kind::AlterContext,
        Kind::Auth3,
        Kind::Cancel,
        Kind::Orphaned,
    ] {
        let (mut pair, _) = Pair::anonymous();
        let mut pdu = Vec::new();
        write_bare(&mut pdu, kind, 5);
        pair.feed_client(&pdu);
        assert_eq!(pair.client_closed(), Some(&Closed::Unexpected("a client's PDU")));
    }
}

#[test]
fn a_client_tells_its_owner_that_the_server_shuts_down() {
    let (mut pair, _) = Pair::anonymous();
    let mut pdu = Vec::new();
    write_bare(&mut pdu, Kind::Shutdown, 0);
    pair.feed_client(&pdu);
    assert!(matches!(pair.client_events.last(), Some(ClientEvent::Shutdown)));
    assert!(!pair.client.is_closed());
}

#[test]
fn bytes_may_arrive_one_by_one() {
    let mut pair = Pair::new();
    pair.piece = 1;
    let proposal = pair.bind(&[OPEN, GUARDED], Some(sign_in(Level::Privacy)));
    let call = pair.call(proposal.contexts[1], proposal.security, b"hello");
    let called = pair.called();
    pair.reply(&called, b"world");
    assert!(matches!(pair.outcome(call), Some(Outcome::Response(stub)) if stub.starts_with(b"world")));
}
