//! `IObjectExporter` and the remote unknown.

use wua_com::code;

use super::{guid, server, standard};
use crate::ndr::tests::values::bytes;
use crate::ndr::{Answer, Reader, Writer};
use crate::orpc::codes;
use crate::orpc::exporter::{self, ComplexPing, ComplexPingReply, ExporterRequest, ResolveRequest};
use crate::orpc::remote_unknown::{self, References, RemUnknownRequest};

#[test]
fn the_exporters_six_operations() {
    let resolve = ResolveRequest {
        oxid: 9,
        protocols: vec![7, 8, 31],
    };
    let requests = [
        ExporterRequest::ResolveOxid(resolve.clone()),
        ExporterRequest::SimplePing(5),
        ExporterRequest::ComplexPing(ComplexPing {
            set: 1,
            sequence: 2,
            add: vec![3, 4, 5],
            remove: vec![6],
        }),
        ExporterRequest::ComplexPing(ComplexPing::default()),
        ExporterRequest::ServerAlive,
        ExporterRequest::ResolveOxid2(resolve),
        ExporterRequest::ServerAlive2,
    ];
    for request in requests {
        let stub = request.to_stub().unwrap();
        assert_eq!(ExporterRequest::read(request.opnum(), &stub).unwrap(), request);
    }
    let error = ExporterRequest::read(6, &[]).unwrap_err();
    assert_eq!(error.answer(), Answer::Fault(0x1C01_0002));

    for with_version in [true, false] {
        let mut there = server();
        if !with_version {
            there.version.minor = 1;
        }
        let stub = exporter::write_resolved(Ok(&there), with_version).unwrap();
        assert_eq!(
            exporter::read_resolved(&stub, 9, with_version).unwrap(),
            Ok(there)
        );
        let stub = exporter::write_resolved(Err(codes::OR_INVALID_OXID), with_version).unwrap();
        assert_eq!(
            exporter::read_resolved(&stub, 9, with_version).unwrap(),
            Err(codes::OR_INVALID_OXID)
        );
    }
    let reply = ComplexPingReply {
        set: 3,
        backoff: 1,
        status: codes::OR_INVALID_OID,
    };
    assert_eq!(
        ComplexPingReply::from_stub(&reply.to_stub().unwrap()).unwrap(),
        reply
    );
    assert_eq!(
        exporter::read_status(&exporter::write_status(5).unwrap()).unwrap(),
        5
    );
}

#[test]
fn a_ping_that_counts_objects_it_does_not_name_is_refused() {
    let stub = bytes("0100000000000000 0100 0200 0000 0000 00000000 00000000");
    assert!(ExporterRequest::read(2, &stub).is_err());
    let stub = bytes("0100000000000000 0100 0200 0000 0000 01000000 ffffffff 00000000");
    assert!(ExporterRequest::read(2, &stub).is_err());
}

#[test]
fn the_remote_unknowns_four_operations() {
    let list = vec![
        References {
            ipid: guid(1),
            public: 5,
            private: 0,
        },
        References {
            ipid: guid(2),
            public: 0,
            private: 1,
        },
    ];
    let iids = vec![guid(4), guid(5), guid(6)];
    let requests = [
        RemUnknownRequest::QueryInterface {
            ipid: guid(3),
            references: 5,
            iids: iids.clone(),
        },
        RemUnknownRequest::AddRef(list.clone()),
        RemUnknownRequest::Release(list),
        RemUnknownRequest::QueryInterface2 { ipid: guid(3), iids },
    ];
    for request in requests {
        let mut writer = Writer::new();
        request.write(&mut writer);
        let stub = writer.finish().unwrap();
        let reader = &mut Reader::new(&stub);
        assert_eq!(RemUnknownRequest::read(request.opnum(), reader).unwrap(), request);
    }

    let queried = [Ok(standard()), Err(code::E_NOINTERFACE)];
    let references = [Ok(vec![1, 2, 3]), Err(code::E_NOINTERFACE), Ok(vec![4])];
    let mut writer = Writer::new();
    writer.u32(0);
    remote_unknown::write_query_results(&mut writer, &queried, code::S_OK);
    remote_unknown::write_query_results(&mut writer, &[], codes::RPC_E_INVALID_OBJECT);
    remote_unknown::write_results(&mut writer, &[code::S_OK, codes::CO_E_OBJNOTREG], code::S_FALSE);
    remote_unknown::write_released(&mut writer, code::S_OK);
    remote_unknown::write_reference_results(&mut writer, &references, code::S_OK);
    let stub = writer.finish().unwrap();
    let reader = &mut Reader::new(&stub);
    reader.u32().unwrap();
    assert_eq!(
        remote_unknown::read_query_results(reader).unwrap(),
        (queried.to_vec(), code::S_OK)
    );
    assert_eq!(
        remote_unknown::read_query_results(reader).unwrap(),
        (vec![], codes::RPC_E_INVALID_OBJECT)
    );
    assert_eq!(
        remote_unknown::read_results(reader).unwrap(),
        (vec![code::S_OK, codes::CO_E_OBJNOTREG], code::S_FALSE)
    );
    assert_eq!(remote_unknown::read_released(reader).unwrap(), code::S_OK);
    assert_eq!(
        remote_unknown::read_reference_results(reader).unwrap(),
        (references.to_vec(), code::S_OK)
    );
}

#[test]
fn a_success_without_a_reference_and_a_failure_with_one_are_failures() {
    // Two HRESULTs, S_OK and E_NOINTERFACE; two pointers, the second of which points to three bytes.
    let stub =
        bytes("02000000 00000000 02400080 02000000 00000000 04000200 03000000 03000000 010203ce 00000000");
    let (results, hresult) = remote_unknown::read_reference_results(&mut Reader::new(&stub)).unwrap();
    assert_eq!(hresult, code::S_OK);
    assert_eq!(results, [Err(code::E_POINTER), Err(code::E_NOINTERFACE)]);
}
