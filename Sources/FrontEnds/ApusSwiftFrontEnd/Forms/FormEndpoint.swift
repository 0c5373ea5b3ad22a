// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftAPI
import Synchronization

/// Forms in web pages that store files as objects, signed as temporary URLs are.
///
/// Source: OpenStack Swift, "FormPost middleware".
extension SwiftFrontEnd {
    /// The boundary of a form's parts; nil when a request is none, or forms are not offered.
    func formBoundary(_ request: Request) -> String? {
        guard settings.forms != nil, request.method == .post,
            let type = request.headers["Content-Type"].flatMap({ MediaType($0) }),
            type.essence == "multipart/form-data"
        else { return nil }
        return type["boundary"]
    }

    /// Stores the files of a form, each as it comes.
    func receiveForm(
        _ request: Request, _ path: SwiftPath, boundary: String
    ) async throws -> Response {
        do {
            var keys: [SigningKey] = []
            if let container = path.containerAddress {
                keys = try await store.signingKeys(for: container)
            }
            return try await receive(
                Form(request: request, path: path, keys: keys),
                try MultipartReader(request.body, boundary: boundary))
        } catch let refusal as HTTPRefusal {
            throw Refusal(400, text: "FormPost: \(refusal.reason)")
        } catch FormProblem.invalid(let reason) {
            throw Refusal(400, text: "FormPost: \(reason)")
        } catch FormProblem.unauthorised(let reason) {
            var refusal = Refusal(401, html: "FormPost: \(reason)")
            let realm = PercentEncoding.encode(path.account.text)
            refusal.headers["Www-Authenticate"] = "Swift realm=\"\(realm)\""
            throw refusal
        }
    }

    private struct Form {
        let request: Request
        let path: SwiftPath
        let keys: [SigningKey]
    }

    private func receive(_ form: Form, _ parts: MultipartReader) async throws -> Response {
        var fields = FormFields()
        var fileCount: Int64 = 0
        var stored: Response?
        var problem = ""
        while let head = try await parts.nextPart() {
            let disposition = ContentDisposition(head["Content-Disposition"] ?? "")
            guard disposition?.kind == "form-data", let name = disposition?["filename"],
                !name.isEmpty
            else {
                let value = try await Self.value(of: parts)
                if let name = disposition?["name"] { try fields.add(name, value) }
                continue
            }
            fileCount += 1
            guard fileCount <= (try fields.number("max_file_count")) else {
                stored = nil
                problem = "Max File Count Exceeded"
                break
            }
            let response = try await store(name, head, fields, form, parts)
            stored = response
            if !response.status.isSuccess { break }
        }
        if stored == nil, problem.isEmpty { problem = "No Files To Process" }
        // Nobody is sent where no key has said: whoever makes up a form could otherwise send
        // people anywhere in the name of this server.
        let redirect = fields["redirect"] ?? ""
        guard redirect.isEmpty || signer(of: fields, form) != nil else {
            throw FormProblem.unauthorised("Invalid Signature")
        }
        return Self.answer(stored, problem, redirect: redirect)
    }

    /// The key that has signed a form; nil when none has.
    private func signer(of fields: FormFields, _ form: Form) -> SigningKey? {
        fields.signer(
            among: form.keys, text: \.text,
            path: PercentEncoding.decode(form.request.target.prefix(upTo: "?")) ?? "",
            functions: settings.forms?.functions ?? [])
    }

    /// The beginning of a field's value; the rest does not count.
    private static func value(of parts: MultipartReader) async throws -> Bytes {
        var value = ByteWriter()
        while let bytes = try await parts.nextBytes() {
            let room = FormFields.valueLimitBytes - value.count
            value.append(bytes[0..<min(room, bytes.count)])
        }
        return value.finish()
    }

    private func store(
        _ name: String, _ head: Headers, _ fields: FormFields, _ form: Form,
        _ parts: MultipartReader
    ) async throws -> Response {
        let limitBytes = try fields.number("max_file_size")
        let target = form.request.target.prefix(upTo: "?")
        guard let container = form.path.containerAddress,
            !form.keys.isEmpty
        else { throw FormProblem.unauthorised("Invalid Signature") }
        guard UInt64(clamping: try fields.number("expires")) >= store.clock.now().seconds else {
            throw FormProblem.unauthorised("Form Expired")
        }
        guard let signer = signer(of: fields, form) else {
            throw FormProblem.unauthorised("Invalid Signature")
        }

        let object: ObjectName
        do {
            object = try ObjectName((form.path.object?.text ?? "") + name)
        } catch {
            throw FormProblem.invalid("invalid file name")
        }
        let sent = Mutex<Int64>(0)
        let body = BodyReader(lengthBytes: nil) {
            guard let bytes = try await parts.nextBytes() else { return nil }
            let total = sent.withLock { sent in
                sent += Int64(bytes.count)
                return sent
            }
            guard total <= limitBytes else {
                throw FormProblem.invalid("max_file_size exceeded")
            }
            return .bytes(bytes)
        }
        var message = Request(
            .put, String(target), origin: form.request.origin,
            headers: try Self.fields(of: head, fields), body: body, peer: form.request.peer)
        message.headers["Transfer-Encoding"] = "chunked"
        let principal = Principal(grant: signer.grant)
        let request = SwiftRequest(message, caller: Caller(principal))
        return try await answer(request, container.account) {
            try await admit(request, form.path)
            return try await putObject(request, ObjectAddress(container, object))
        }
    }

    /// The fields that the file would have been sent with alone.
    private static func fields(
        of head: Headers, _ fields: FormFields
    ) throws(FormProblem) -> Headers {
        var headers = Headers()
        for (name, field) in [("x_delete_at", "X-Delete-At"), ("x_delete_after", "X-Delete-After")]
        where fields[name] != nil {
            headers[field] = String(try fields.number(name))
        }
        for field in ["Content-Type", "Content-Encoding"] {
            headers[field] = fields[field.lowercased()] ?? head[field]
        }
        return headers
    }

    private static func answer(
        _ stored: Response?, _ problem: String, redirect: String
    ) -> Response {
        let status = stored?.status ?? Status(400)
        guard redirect.isEmpty else {
            var location = redirect + (redirect.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")
            location +=
                "status=\(status.code)&message=" + PercentEncoding.encode(problem.lowercased())
            var page = ByteWriter()
            page.append("<html><body><p><a href=\"")
            page.append(xmlAttribute: location)
            page.append("\">Click to continue...</a></p></body></html>")
            return Response(
                Status(303),
                headers: ["Location": location, "Content-Type": ErrorPage.contentType],
                body: .bytes(page.finish()))
        }
        var text = line(status)
        if !problem.isEmpty { text += "\r\nFormPost: \(problem)" }
        var body = Bytes(text)
        if !status.isSuccess, case .bytes(let bytes) = stored?.body { body = bytes }
        return Response(status, headers: ["Content-Type": "text/plain"], body: .bytes(body))
    }
}
