//! Activation, in its newer and its older form, and class objects.

use wua_com::code;

use super::{guid, interfaces, server};
use crate::ndr::tests::values::bytes;
use crate::ndr::{Answer, Reader, Writer};
use crate::orpc::activation::{self, ActivationReply, ActivationRequest, Operation};
use crate::orpc::class_factory::{self, FactoryRequest};
use crate::orpc::remote_activation::{self, RemoteActivationRequest};
use crate::orpc::{OrpcThat, OrpcThis};

#[test]
fn an_activation_is_asked_for_and_answered() {
    let header = OrpcThis::new(guid(9));
    for count in [1, 2, 3, 7] {
        let request = ActivationRequest::new(guid(1), (1..=count).map(guid).collect());
        for operation in [Operation::GetClassObject, Operation::CreateInstance] {
            let stub = activation::write_request(operation, &header, &request).unwrap();
            let read = activation::read_request(operation, &stub).unwrap();
            assert_eq!(read, (header.clone(), request.clone()));
            assert_eq!(Operation::from_opnum(operation.opnum()).unwrap(), operation);
        }
    }
    let reply = ActivationReply {
        interfaces: interfaces(),
        exporter: server(),
    };
    let stub = activation::write_reply(&OrpcThat::default(), Ok(&reply)).unwrap();
    assert_eq!(activation::read_reply(&stub).unwrap().1, Ok(reply));
    let stub = activation::write_reply(&OrpcThat::default(), Err(code::REGDB_E_CLASSNOTREG)).unwrap();
    assert_eq!(
        activation::read_reply(&stub).unwrap().1,
        Err(code::REGDB_E_CLASSNOTREG)
    );
    assert_eq!(stub, bytes("00000000 00000000 00000000 54010480"));
}

#[test]
fn an_activation_says_its_sizes() {
    let request = ActivationRequest::new(guid(1), vec![guid(2)]);
    let stub =
        activation::write_request(Operation::GetClassObject, &OrpcThis::new(guid(9)), &request).unwrap();
    let number =
        |at: usize| usize::try_from(u32::from_le_bytes(stub[at..at + 4].try_into().unwrap())).unwrap();
    // Header, pointer, counts, reference with its class: the blob begins at 92.
    let blob = 32 + 4 + 8 + 24 + 24;
    assert_eq!(&stub[44..48], b"MEOW");
    assert_eq!(number(blob), stub.len() - blob - 8);
    assert_eq!(number(blob + 8 + 16), number(blob), "totalSize");
    let header = number(blob + 8 + 16 + 4);
    assert_eq!(number(blob + 8 + 8) + 16, header, "headerSize");
    // Each property stands where the sizes before it say.
    let sizes = blob + 8 + 16 + 48 + 4 + 6 * 16 + 4;
    let mut at = blob + 8 + header;
    for property in 0..6 {
        assert_eq!(stub[at..at + 8], bytes("01100800cccccccc"), "{property}");
        assert_eq!(number(at + 8) + 16, number(sizes + 4 * property), "{property}");
        at += number(sizes + 4 * property);
    }
    assert_eq!(at, stub.len());
}

#[test]
fn an_object_as_a_part_of_another_one_is_refused() {
    let mut writer = Writer::new();
    OrpcThis::new(guid(9)).write(&mut writer);
    writer.pointer(true);
    let stub = writer.finish().unwrap();
    let error = activation::read_request(Operation::CreateInstance, &stub).unwrap_err();
    assert_eq!(error.answer(), Answer::Failure(code::CLASS_E_NOAGGREGATION));
}

#[test]
fn an_activation_of_the_older_kind() {
    let request = RemoteActivationRequest {
        header: OrpcThis::new(guid(9)),
        class: guid(1),
        name: Some("C:\\file".into()),
        has_storage: false,
        mode: u32::MAX,
        interfaces: vec![guid(2), guid(3)],
        protocols: vec![7],
    };
    assert!(request.is_for_class_object());
    assert_eq!(
        RemoteActivationRequest::from_stub(&request.to_stub().unwrap()).unwrap(),
        request
    );
    let stub =
        remote_activation::write_reply(&OrpcThat::default(), 2, Ok((&server(), &interfaces()))).unwrap();
    let references = interfaces()
        .into_iter()
        .map(|interface| interface.reference)
        .collect();
    assert_eq!(
        remote_activation::read_reply(&stub).unwrap().1,
        Ok((server(), references))
    );
    let stub = remote_activation::write_reply(&OrpcThat::default(), 2, Err(code::E_ACCESSDENIED)).unwrap();
    assert_eq!(
        remote_activation::read_reply(&stub).unwrap().1,
        Err(code::E_ACCESSDENIED)
    );
}

#[test]
fn a_class_object_makes_objects() {
    for request in [
        FactoryRequest::CreateInstance(guid(1)),
        FactoryRequest::LockServer(true),
    ] {
        let mut writer = Writer::new();
        request.write(&mut writer);
        let stub = writer.finish().unwrap();
        assert_eq!(
            FactoryRequest::read(request.opnum(), &mut Reader::new(&stub)).unwrap(),
            request
        );
    }
    for result in [Ok(&[1, 2, 3][..]), Err(code::E_NOINTERFACE)] {
        let mut writer = Writer::new();
        class_factory::write_instance(&mut writer, result);
        let stub = writer.finish().unwrap();
        let read = class_factory::read_instance(&mut Reader::new(&stub)).unwrap();
        assert_eq!(read, result.map(<[u8]>::to_vec));
    }
}
