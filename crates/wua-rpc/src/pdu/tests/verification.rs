//! What a client repeats behind its parameters.

use wua_com::Guid;

use crate::pdu::*;

fn said() -> Verification {
    Verification {
        header_signing: true,
        interface: Syntax::new(Guid::literal("e1af8308-5d1f-11c9-91a4-08002b14a0fa"), 3, 0),
        transfer: NDR20,
        call_id: 4,
        context: 1,
        opnum: 3,
    }
}

/// A trailer with these commands: number, data.
fn trailer(commands: &[(u16, &[u8])]) -> Vec<u8> {
    let mut stub = vec![1, 2, 3, 4, 0x8A, 0xE3, 0x13, 0x71, 2, 0xF4, 0x36, 0x71];
    for (command, data) in commands {
        stub.extend_from_slice(&command.to_le_bytes());
        stub.extend_from_slice(&u16::try_from(data.len()).unwrap().to_le_bytes());
        stub.extend_from_slice(data);
    }
    stub
}

#[test]
fn a_stub_without_a_trailer_is_left_as_it_is() {
    for length in 0..40 {
        let stub: Vec<u8> = (0..length).collect();
        assert_eq!(said().check(&stub), Ok(stub.as_slice()));
    }
}

#[test]
fn a_trailer_is_taken_off_wherever_the_parameters_end() {
    for length in 0..40 {
        let parameters: Vec<u8> = (0..length).collect();
        let mut stub = vec![0xCC; 3];
        stub.extend_from_slice(&parameters);
        said().write(&mut stub, 3);
        let checked = said().check(&stub[3..]).unwrap();
        assert_eq!(checked.len(), parameters.len().next_multiple_of(4));
        assert!(checked.starts_with(&parameters));
    }
}

#[test]
fn the_trailer_of_sambas_rpcclient_is_understood() {
    // Bitmask, then the presentation context as the last command.
    let mut presentation = Vec::new();
    for syntax in [said().interface, NDR20] {
        syntax.write(&mut presentation);
    }
    let stub = trailer(&[(1, &[1, 0, 0, 0]), (0x4002, &presentation)]);
    assert_eq!(said().check(&stub).unwrap(), [1, 2, 3, 4]);
    let other = Verification {
        interface: Syntax::new(Guid::NIL, 3, 0),
        ..said()
    };
    assert!(other.check(&stub).is_err(), "another interface was bound");
}

#[test]
fn everything_it_repeats_has_to_be_the_same() {
    let mut stub = Vec::new();
    said().write(&mut stub, 0);
    assert!(said().check(&stub).is_ok());
    let changes: [fn(&mut Verification); 6] = [
        |said| said.header_signing = false,
        |said| said.interface.major = 2,
        |said| said.transfer.id = Guid::NIL,
        |said| said.call_id = 5,
        |said| said.context = 2,
        |said| said.opnum = 4,
    ];
    for change in changes {
        let mut other = said();
        change(&mut other);
        assert!(other.check(&stub).is_err(), "{other:?}");
    }
}

#[test]
fn a_client_that_does_not_sign_headers_may_say_so() {
    let stub = trailer(&[(0x4001, &[0, 0, 0, 0])]);
    assert!(said().check(&stub).is_ok());
}

#[test]
fn unknown_commands_are_ignored_unless_they_must_be_processed() {
    assert!(
        said()
            .check(&trailer(&[(0x0007, b"abcd"), (0x4001, &[1, 0, 0, 0])]))
            .is_ok()
    );
    assert!(
        said()
            .check(&trailer(&[(0x8007, b"abcd"), (0x4001, &[1, 0, 0, 0])]))
            .is_err()
    );
    assert!(said().check(&trailer(&[(0xC007, b"abcd")])).is_err());
}

#[test]
fn reserved_bytes_of_the_header_command_are_ignored() {
    let stub = |kind: u8| trailer(&[(0x4003, &[kind, 9, 9, 9, 16, 0, 0, 0, 4, 0, 0, 0, 1, 0, 3, 0])]);
    assert!(said().check(&stub(0)).is_ok());
    assert!(said().check(&stub(2)).is_err(), "a response");
}

#[test]
fn a_trailer_that_does_not_end_is_refused() {
    assert!(said().check(&trailer(&[])).is_err());
    assert!(said().check(&trailer(&[(1, &[1, 0, 0, 0])])).is_err());
    let whole = trailer(&[(0x4001, &[1, 0, 0, 0])]);
    for length in 12..whole.len() {
        assert!(said().check(&whole[..length]).is_err(), "{length} bytes");
    }
    assert!(
        said().check(&trailer(&[(0x4001, &[1, 0])])).is_err(),
        "a short bitmask"
    );
    assert!(
        said().check(&trailer(&[(0x4002, &[0; 8])])).is_err(),
        "a short context"
    );
}
