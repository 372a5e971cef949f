//! What is written is read again as it was.

use proptest::prelude::*;
use wua_com::Guid;

use crate::pdu::*;

fn guids() -> impl Strategy<Value = Guid> {
    any::<u128>().prop_map(Guid::from_u128)
}

fn syntaxes() -> impl Strategy<Value = Syntax> {
    (guids(), any::<u16>(), any::<u16>()).prop_map(|(id, major, minor)| Syntax { id, major, minor })
}

fn offers() -> impl Strategy<Value = ContextOffer> {
    (
        any::<u16>(),
        syntaxes(),
        proptest::collection::vec(syntaxes(), 0..4),
    )
        .prop_map(|(id, interface, transfers)| ContextOffer {
            id,
            interface,
            transfers,
        })
}

fn verdicts() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        syntaxes().prop_map(Verdict::Accepted),
        Just(Verdict::UnknownInterface),
        Just(Verdict::UnknownTransfer),
        Just(Verdict::LimitExceeded),
        any::<u16>().prop_map(|bits| Verdict::Features(Features(bits))),
        any::<u16>().prop_map(|reason| Verdict::Refused { result: 1, reason }),
    ]
}

type Token = Option<(SecurityTrailer, Vec<u8>)>;

fn trailers() -> impl Strategy<Value = Token> {
    let trailer =
        (any::<u8>(), any::<u8>(), any::<u32>()).prop_map(|(mechanism, level, context_id)| SecurityTrailer {
            mechanism,
            level,
            padding: 0,
            context_id,
        });
    proptest::option::of((trailer, proptest::collection::vec(any::<u8>(), 1..300)))
}

/// Header, body without padding, trailer and token of a PDU.
fn parts(pdu: &[u8]) -> (Header, &[u8], Token) {
    let header = Header::parse(pdu).unwrap().unwrap();
    assert_eq!(usize::from(header.fragment_length), pdu.len());
    match SecurityTrailer::of(pdu, &header).unwrap() {
        None => (header, &pdu[HEADER..], None),
        Some((at, trailer)) => {
            assert_eq!(at % 4, 0);
            let body = trailer.unpadded(HEADER, at).unwrap();
            let token = SecurityTrailer::token(pdu, at).to_vec();
            let trailer = SecurityTrailer {
                padding: 0,
                ..trailer
            };
            (header, &pdu[body], Some((trailer, token)))
        }
    }
}

proptest! {
    #[test]
    fn headers(kind in 0_u8..20, flags: u8, fragment_length in 16_u16.., call_id: u32) {
        prop_assume!(Kind::from_number(kind).is_some());
        let header = Header { kind: Kind::from_number(kind).unwrap(), flags: Flags(flags), fragment_length, auth_length: 0, call_id };
        prop_assert_eq!(Header::parse(&header.to_bytes()), Some(Ok(header)));
    }

    #[test]
    fn binds(
        max_transmit: u16,
        max_receive: u16,
        group: u32,
        contexts in proptest::collection::vec(offers(), 0..6),
        flags: u8,
        call_id: u32,
        token in trailers(),
        before in proptest::collection::vec(any::<u8>(), 0..5),
    ) {
        let bind = Bind { max_transmit, max_receive, group, contexts };
        let mut out = before.clone();
        let given = token.as_ref().map(|(trailer, token)| (*trailer, token.as_slice()));
        bind.write(&mut out, Kind::AlterContext, Flags(flags), call_id, given).unwrap();
        prop_assert!(out.starts_with(&before));
        let (header, body, read) = parts(&out[before.len()..]);
        prop_assert_eq!((header.kind, header.flags.0, header.call_id), (Kind::AlterContext, flags, call_id));
        prop_assert_eq!(Bind::parse(body).unwrap(), bind);
        prop_assert_eq!(read, token);
    }

    #[test]
    fn acknowledgements(
        max_transmit: u16,
        max_receive: u16,
        group: u32,
        address in "[0-9]{0,5}",
        verdicts in proptest::collection::vec(verdicts(), 0..6),
        call_id: u32,
        token in trailers(),
        before in proptest::collection::vec(any::<u8>(), 0..5),
    ) {
        let ack = BindAck { max_transmit, max_receive, group, address, verdicts };
        let mut out = before.clone();
        let given = token.as_ref().map(|(trailer, token)| (*trailer, token.as_slice()));
        ack.write(&mut out, Kind::BindAck, Flags::WHOLE, call_id, given).unwrap();
        let (_, body, read) = parts(&out[before.len()..]);
        prop_assert_eq!(BindAck::parse(body).unwrap(), ack);
        prop_assert_eq!(read, token);
    }

    #[test]
    fn faults(context: u16, status: u32, call_id: u32, executed: bool) {
        let mut out = Vec::new();
        write_fault(&mut out, call_id, &Fault { context, status }, executed);
        let header = Header::parse(&out).unwrap().unwrap();
        prop_assert_eq!(header.flags.has(Flags::NOT_EXECUTED), !executed);
        prop_assert_eq!(Fault::parse(&out), Ok(Fault { context, status }));
    }

    #[test]
    fn verification_trailers(header_signing: bool, interface in syntaxes(), transfer in syntaxes(), call_id: u32, context: u16, opnum: u16, parameters in proptest::collection::vec(any::<u8>(), 0..100)) {
        let said = Verification { header_signing, interface, transfer, call_id, context, opnum };
        let mut stub = parameters.clone();
        said.write(&mut stub, 0);
        prop_assert!(said.check(&stub).unwrap().starts_with(&parameters));
    }
}

#[test]
fn what_does_not_fit_into_a_pdu_is_not_written() {
    let trailer = SecurityTrailer {
        mechanism: 9,
        level: 6,
        padding: 0,
        context_id: 0,
    };
    let mut out = vec![1];
    let written = Bind::default().write(
        &mut out,
        Kind::Bind,
        Flags::WHOLE,
        1,
        Some((trailer, &vec![0; 65_530])),
    );
    assert_eq!(written, Err(Error::Length));
    assert_eq!(out, [1]);
}
