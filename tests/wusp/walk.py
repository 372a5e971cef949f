"""A client of an update server: Python's own HTTP and XML, written from [MS-WUSP], and nothing of ours.

usage: walk.py URL
"""

import base64
import hashlib
import sys
import urllib.request
import uuid
import xml.etree.ElementTree as ET

from dissect.util.compression import lzxpress

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
CLIENT = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"
AUTH = "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService"
REPORTING = "http://www.microsoft.com/SoftwareDistribution"
SERVICES = {
    CLIENT: "/ClientWebService/Client.asmx",
    AUTH: "/SimpleAuthWebService/SimpleAuth.asmx",
    REPORTING: "/ReportingWebService/ReportingWebService.asmx",
}
ME = str(uuid.uuid4())


def unpack(data):
    """The content of a body in xpress: blocks behind two sizes each."""
    content, at = bytearray(), 0
    while at < len(data):
        original = int.from_bytes(data[at : at + 4], "little")
        packed = int.from_bytes(data[at + 4 : at + 8], "little")
        block = data[at + 8 : at + 8 + packed]
        assert len(block) == packed
        plain = block if packed == original else lzxpress.decompress(bytes(block))
        assert len(plain) == original, (len(plain), original)
        content += plain
        at += 8 + packed
    return bytes(content)


def call(namespace, name, fields):
    """The element of the response. Fields are pairs of a name, and text or more pairs."""
    ET.register_namespace("soap", SOAP)
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    body = ET.SubElement(envelope, f"{{{SOAP}}}Body")

    def add(parent, pairs):
        for key, value in pairs:
            child = ET.SubElement(parent, f"{{{namespace}}}{key}")
            if isinstance(value, list):
                add(child, value)
            else:
                child.text = str(value)

    add(ET.SubElement(body, f"{{{namespace}}}{name}"), fields)
    request = urllib.request.Request(
        URL + SERVICES[namespace],
        ET.tostring(envelope, encoding="utf-8", xml_declaration=True),
        {
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": f'"{namespace}/{name}"',
            "Accept-Encoding": "xpress",
        },
    )
    with urllib.request.urlopen(request) as answer:
        data = answer.read()
        assert answer.headers["Content-Encoding"] == "xpress"
    response = ET.fromstring(unpack(data)).find(f"{{{SOAP}}}Body")[0]
    assert response.tag == f"{{{namespace}}}{name}Response", response.tag
    return response


def find(node, path, namespace=CLIENT):
    for name in path.split("/"):
        node = node.find(f"{{{namespace}}}{name}") if node is not None else None
    return node


def text(node, path, namespace=CLIENT):
    found = find(node, path, namespace)
    return "" if found is None else found.text or ""


def items(node):
    return [] if node is None else list(node)


def cookie(node, namespace=CLIENT):
    return [(name, text(node, name, namespace)) for name in ("Expiration", "EncryptedData")]


def sign_in():
    config = find(call(CLIENT, "GetConfig", [("protocolVersion", "1.8")]), "GetConfigResult")
    assert text(config, "AuthInfo/AuthPlugInInfo/PlugInID") == "SimpleTargeting"
    computer = [("clientId", ME), ("targetGroupName", ""), ("dnsName", "python.example")]
    given = find(call(AUTH, "GetAuthorizationCookie", computer), "GetAuthorizationCookieResult", AUTH)
    authorization = [(name, text(given, name, AUTH)) for name in ("PlugInId", "CookieData")]
    given = call(
        CLIENT,
        "GetCookie",
        [
            ("authCookies", [("AuthorizationCookie", authorization)]),
            ("lastChange", text(config, "LastChange")),
            ("currentTime", "2026-01-01T00:00:00Z"),
            ("protocolVersion", "1.8"),
        ],
    )
    own = cookie(find(given, "GetCookieResult"))
    if text(config, "IsRegistrationRequired") == "true":
        numbers = [(f"OS{name}", 10) for name in ("MajorVersion", "MinorVersion", "BuildNumber")]
        numbers += [(f"OSServicePack{name}Number", 0) for name in ("Major", "Minor")]
        rest = ("SuiteMask", "OldProductType", "NewProductType", "SystemMetrics")
        versions = [f"ClientVersion{name}Number" for name in ("Major", "Minor", "Build", "Qfe")]
        info = [("DnsName", "python.example")] + numbers + [("BiosReleaseDate", "2026-01-01T00:00:00Z")]
        info += [(name, 1) for name in (*rest, *versions)]
        call(CLIENT, "RegisterComputer", [("cookie", own), ("computerInfo", info)])
    return own


def sync(own, known):
    """All pages. What is no leaf counts as installed."""
    new = 0
    while True:
        def listed(is_leaf):
            return [("int", key) for key, (leaf, _) in known.items() if leaf == is_leaf]

        parameters = [
            ("ExpressQuery", "false"),
            ("InstalledNonLeafUpdateIDs", listed(False)),
            ("OtherCachedUpdateIDs", listed(True)),
            ("SkipSoftwareSync", "false"),
        ]
        result = find(call(CLIENT, "SyncUpdates", [("cookie", own), ("parameters", parameters)]), "SyncUpdatesResult")
        own = cookie(find(result, "NewCookie"))
        page = items(find(result, "NewUpdates"))
        for update in page:
            assert text(update, "Deployment/LastChangeTime")
            core = ET.fromstring("<core>" + text(update, "Xml") + "</core>")
            assert core.find("UpdateIdentity").get("RevisionNumber")
            known[text(update, "ID")] = (text(update, "IsLeaf") == "true", core)
        new += len(page)
        layers = any(text(update, "IsLeaf") == "false" for update in page)
        if not layers and text(result, "Truncated") == "false":
            return own, new


def fetch(own, revision):
    result = find(
        call(
            CLIENT,
            "GetExtendedUpdateInfo",
            [
                ("cookie", own),
                ("revisionIDs", [("int", revision)]),
                ("infoTypes", [("XmlUpdateFragmentType", kind) for kind in ("Extended", "LocalizedProperties")]),
                ("locales", [("string", "en")]),
            ],
        ),
        "GetExtendedUpdateInfoResult",
    )
    fragments = [ET.fromstring("<x>" + text(node, "Xml") + "</x>") for node in items(find(result, "Updates"))]
    title = next(node for fragment in fragments for node in fragment.iter("Title")).text
    file = next(node for fragment in fragments for node in fragment.iter("File"))
    location = find(result, "FileLocations/FileLocation")
    assert text(location, "FileDigest") == file.get("Digest")
    size, content = int(file.get("Size")), b""
    for start in range(0, size, 100_000):
        end = min(start + 100_000, size) - 1
        request = urllib.request.Request(text(location, "Url"), headers={"Range": f"bytes={start}-{end}"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 206
            content += answer.read()
    digest = file.find("AdditionalDigest[@Algorithm='SHA256']").text
    assert base64.b64encode(hashlib.sha1(content).digest()).decode() == file.get("Digest")
    assert base64.b64encode(hashlib.sha256(content).digest()).decode() == digest
    return title, len(content)


def report(own):
    nobody = [("UpdateID", uuid.UUID(int=0)), ("RevisionNumber", 0)]
    basic = [
        ("TargetID", [("Sid", ME)]),
        ("SequenceNumber", 0),
        ("TimeAtTarget", "2026-01-01T00:00:00Z"),
        ("EventInstanceID", uuid.uuid4()),
        ("NamespaceID", 1),
        ("EventID", 147),
        ("SourceID", 101),
        ("UpdateID", nobody),
        ("Win32HResult", 0),
        ("AppName", "python"),
    ]
    parts = ("Major", "Minor", "Build", "Revision", "ServicePackMajor", "ServicePackMinor")
    extended = [
        ("ReplacementStrings", [("string", 1)]),
        ("ProcessorArchitecture", "Amd64Compatible"),
        ("OSVersion", [(part, 0) for part in parts]),
        ("OSLocaleID", 1033),
    ]
    private = [("ComputerDnsName", ""), ("UserAccountName", "")]
    event = [("BasicData", basic), ("ExtendedData", extended), ("PrivateData", private)]
    fields = [("cookie", own), ("clientTime", "2026-01-01T00:00:00Z"), ("eventBatch", [("ReportingEvent", event)])]
    return text(call(REPORTING, "ReportEventBatch", fields), "ReportEventBatchResult", REPORTING)


URL = sys.argv[1]
COOKIE = sign_in()
KNOWN = {}
COOKIE, _ = sync(COOKIE, KNOWN)
print("revisions", len(KNOWN))
COOKIE, AGAIN = sync(COOKIE, KNOWN)
print("rescan", AGAIN)
CLOCK = "00000000-0000-0000-0000-000000000020"
REVISION = next(key for key, (_, core) in KNOWN.items() if core.find("UpdateIdentity").get("UpdateID").lower() == CLOCK)
TITLE, SIZE = fetch(COOKIE, REVISION)
print("title", TITLE)
print("content", SIZE, "sha1 and sha256 right")
print("reported", report(COOKIE))
