//! PDUs of real peers: impacket, another client, Kerberos.

use wua_com::Guid;

use crate::pdu::*;

const ACTIVATOR: Guid = Guid::literal("000001a0-0000-0000-c000-000000000046");
const EXPORTER: Guid = Guid::literal("99fcfec4-5260-101b-bbcb-00aa0021347a");

pub(super) fn sample(name: &str) -> Vec<u8> {
    let all = include_str!("samples.txt");
    let (_, rest) = all.split_once(&format!("\n= {name}\n")).unwrap();
    rest.split("\n=")
        .next()
        .unwrap()
        .split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16).unwrap())
        .collect()
}

fn header(pdu: &[u8]) -> Header {
    let header = Header::parse(pdu).unwrap().unwrap();
    assert_eq!(usize::from(header.fragment_length), pdu.len());
    header
}

fn trailer(pdu: &[u8], start: usize) -> (SecurityTrailer, &[u8], &[u8]) {
    let (at, trailer) = SecurityTrailer::of(pdu, &header(pdu)).unwrap().unwrap();
    let body = trailer.unpadded(start, at).unwrap();
    (trailer, &pdu[body], SecurityTrailer::token(pdu, at))
}

#[test]
fn a_bind_of_impacket_is_read_and_written() {
    let pdu = sample("bind ntlm");
    let header = header(&pdu);
    assert_eq!(
        (header.kind, header.flags, header.call_id),
        (Kind::Bind, Flags::WHOLE, 1)
    );
    let (trailer, body, token) = trailer(&pdu, HEADER);
    assert_eq!(
        (trailer.mechanism, trailer.level, trailer.context_id),
        (10, 6, 79231)
    );
    assert!(token.starts_with(b"NTLMSSP\0\x01"));
    let bind = Bind::parse(body).unwrap();
    assert_eq!(
        bind,
        Bind {
            max_transmit: 4280,
            max_receive: 4280,
            group: 0,
            contexts: vec![ContextOffer::new(0, Syntax::new(ACTIVATOR, 0, 0))],
        }
    );
    let mut written = Vec::new();
    bind.write(&mut written, Kind::Bind, header.flags, 1, Some((trailer, token)))
        .unwrap();
    assert_eq!(written, pdu);
}

#[test]
fn a_bind_ack_is_written_as_clients_have_taken_it() {
    for name in [
        "bind_ack ntlm",
        "bind_ack with features",
        "alter_context_resp spnego",
    ] {
        let pdu = sample(name);
        let header = header(&pdu);
        let (trailer, body, token) = trailer(&pdu, HEADER);
        let ack = BindAck::parse(body).unwrap();
        assert_eq!(ack.verdicts[0], Verdict::Accepted(NDR20), "{name}");
        assert_eq!((ack.max_transmit, ack.group), (5840, 0x5678), "{name}");
        let mut written = Vec::new();
        ack.write(
            &mut written,
            header.kind,
            header.flags,
            header.call_id,
            Some((trailer, token)),
        )
        .unwrap();
        assert_eq!(written, pdu, "{name}");
    }
}

#[test]
fn a_bind_can_offer_features_as_if_they_were_a_transfer_syntax() {
    let pdu = sample("bind with features");
    let header = header(&pdu);
    assert!(header.flags.has(Flags::MULTIPLEXING));
    assert!(header.flags.has(Flags::HEADER_SIGNING));
    let (trailer, body, token) = trailer(&pdu, HEADER);
    let bind = Bind::parse(body).unwrap();
    assert_eq!(
        bind.contexts[0],
        ContextOffer::new(2, Syntax::new(EXPORTER, 0, 0))
    );
    assert_eq!(bind.contexts[1].transfers, [Features::ALL.syntax()]);
    assert_eq!(
        Features::offered(&bind.contexts[1].transfers[0]),
        Some(Features::ALL)
    );
    let mut written = Vec::new();
    bind.write(
        &mut written,
        header.kind,
        header.flags,
        header.call_id,
        Some((trailer, token)),
    )
    .unwrap();
    assert_eq!(written, pdu);

    let answer = sample("bind_ack with features");
    let (_, body, _) = self::trailer(&answer, HEADER);
    let ack = BindAck::parse(body).unwrap();
    assert_eq!(ack.address, "135");
    assert_eq!(ack.verdicts[1], Verdict::Features(Features::ALL));
}

#[test]
fn the_padding_of_auth3_says_nothing() {
    let pdu = sample("auth3 ntlm");
    let header = header(&pdu);
    assert_eq!(header.kind, Kind::Auth3);
    let (trailer, padding, token) = trailer(&pdu, HEADER);
    assert_eq!(padding, b"    ");
    assert_eq!(trailer.context_id, 79231);
    assert!(token.starts_with(b"NTLMSSP\0\x03"));
    let mut written = Vec::new();
    write_auth3(&mut written, header.flags, header.call_id, trailer, token).unwrap();
    assert_eq!(written[20..], pdu[20..]);
}

#[test]
fn requests_name_context_operation_and_object() {
    for (name, token_length) in [("sealed request", 16), ("kerberos request", 76)] {
        let pdu = sample(name);
        let header = header(&pdu);
        let request = Request::parse(&pdu, &header).unwrap();
        assert_eq!(
            (request.context, request.opnum, request.stub),
            (6, 7, 40),
            "{name}"
        );
        assert!(request.object.is_some(), "{name}");
        let (trailer, stub, token) = trailer(&pdu, request.stub);
        assert_eq!(
            (trailer.level, stub.len(), token.len()),
            (6, 32, token_length),
            "{name}"
        );
    }
}

#[test]
fn responses_are_padded_to_16_bytes() {
    for (name, token_length) in [("sealed response", 16), ("kerberos response", 76)] {
        let pdu = sample(name);
        let response = Response::parse(&pdu).unwrap();
        assert_eq!((response.context, response.stub), (6, 24), "{name}");
        let (trailer, stub, token) = trailer(&pdu, response.stub);
        assert_eq!(
            (trailer.padding, stub.len(), token.len()),
            (8, 56, token_length),
            "{name}"
        );
    }
}

#[test]
fn what_is_cut_off_is_not_read() {
    for name in [
        "bind ntlm",
        "bind with features",
        "bind_ack ntlm",
        "alter_context_resp spnego",
    ] {
        let pdu = sample(name);
        let (_, body, _) = trailer(&pdu, HEADER);
        for length in 0..body.len() {
            let cut = &body[..length];
            let read = match header(&pdu).kind {
                Kind::Bind => Bind::parse(cut).map(drop),
                _ => BindAck::parse(cut).map(drop),
            };
            assert_eq!(read, Err(Error::Truncated), "{name}, {length} bytes");
        }
    }
}

#[test]
fn other_versions_and_representations_are_refused() {
    let pdu = sample("bind ntlm");
    let with = |at: usize, value: u8| {
        let mut pdu = pdu.clone();
        pdu[at] = value;
        Header::parse(&pdu).unwrap()
    };
    assert_eq!(with(0, 4), Err(Error::Version { major: 4, minor: 0 }));
    assert_eq!(with(1, 2), Err(Error::Version { major: 5, minor: 2 }));
    assert_eq!(with(2, 1), Err(Error::Kind(1)));
    assert_eq!(with(4, 0), Err(Error::DataRepresentation), "big-endian");
    assert_eq!(with(4, 0x11), Err(Error::DataRepresentation), "EBCDIC");
    assert_eq!(with(5, 1), Err(Error::DataRepresentation), "VAX numbers");
    assert_eq!(with(8, 15), Err(Error::Length), "shorter than its header");
    assert_eq!(with(11, 1), Err(Error::Length), "shorter than its token");
    assert!(with(1, 1).is_ok(), "5.1 differs in nothing that is used");
    assert_eq!(Header::parse(&pdu[..15]), None);
}

#[test]
fn the_answer_to_a_big_endian_pdu_finds_its_call() {
    let mut pdu = sample("bind ntlm");
    pdu[4] = 0;
    pdu[12..16].copy_from_slice(&7_u32.to_be_bytes());
    assert_eq!(Header::addressee(&pdu), Some((Some(Kind::Bind), 7)));
}

#[test]
fn a_refusal_names_the_version_that_is_spoken() {
    let mut pdu = Vec::new();
    BindNak {
        reason: Nak::UNKNOWN_AUTHENTICATION,
    }
    .write(&mut pdu, 3);
    assert_eq!(
        pdu,
        [
            5, 0, 13, 3, 16, 0, 0, 0, 24, 0, 0, 0, 3, 0, 0, 0, 8, 0, 1, 5, 0, 0, 0, 0
        ]
    );
    assert_eq!(
        BindNak::parse(&pdu[HEADER..]).unwrap().reason,
        Nak::UNKNOWN_AUTHENTICATION
    );
}

#[test]
fn a_fault_says_whether_the_call_was_executed() {
    let mut pdu = Vec::new();
    let fault = Fault {
        context: 6,
        status: status::ACCESS_DENIED,
    };
    write_fault(&mut pdu, 9, &fault, false);
    assert_eq!(
        pdu,
        [
            5, 0, 3, 0x23, 16, 0, 0, 0, 32, 0, 0, 0, 9, 0, 0, 0, 32, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 0, 0,
            0, 0
        ]
    );
    assert_eq!(Fault::parse(&pdu), Ok(fault));
}
