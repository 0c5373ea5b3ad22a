// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusXML

extension DS3 {
    /// What a server plans for a job: the contract's `MasterObjectList`.
    ///
    /// A plan may have half a million blobs, so it is not made of elements.
    public struct JobPlan: Hashable, Sendable {
        /// Where a chunk is served; official clients send everything to the one they know.
        public struct Node: Hashable, Sendable {
            public var id: String
            public var endPoint: String
            public var httpPort: Int?
            public var httpsPort: Int?

            public init(id: String, endPoint: String, httpPort: Int? = nil, httpsPort: Int? = nil) {
                self.id = id
                self.endPoint = endPoint
                self.httpPort = httpPort
                self.httpsPort = httpsPort
            }
        }

        /// A range of an object, transferred by one request.
        public struct Blob: Hashable, Sendable {
            public var id: String?
            public var bucket: String?
            public var name: String
            public var offset: Int
            public var length: Int
            /// Of a job that puts: it need not be sent. Of one that gets: it can be read now.
            public var inCache: Bool
            public var isLatest: Bool
            public var versionID: String?

            public init(
                name: String, offset: Int, length: Int, inCache: Bool = false,
                isLatest: Bool = true, versionID: String? = nil, id: String? = nil,
                bucket: String? = nil
            ) {
                self.id = id
                self.bucket = bucket
                self.name = name
                self.offset = offset
                self.length = length
                self.inCache = inCache
                self.isLatest = isLatest
                self.versionID = versionID
            }
        }

        /// Blobs that are cached, written and read together.
        public struct Chunk: Hashable, Sendable {
            public var id: String
            public var number: Int
            public var nodeID: String?
            public var objects: [Blob]

            public init(id: String, number: Int, nodeID: String? = nil, objects: [Blob] = []) {
                self.id = id
                self.number = number
                self.nodeID = nodeID
                self.objects = objects
            }
        }

        public var jobID: String
        public var name: String
        public var bucketName: String
        public var requestType: JobRequestType
        public var status: JobStatus
        public var priority: BlobStoreTaskPriority
        public var order: JobChunkClientProcessingOrderGuarantee
        public var startDate: Time?
        public var originalSizeBytes: Int
        public var cachedSizeBytes: Int
        public var completedSizeBytes: Int
        public var isAggregating: Bool
        public var isNaked: Bool
        public var isEntirelyInCache: Bool?
        public var userID: String?
        public var userName: String?
        public var nodes: [Node]
        public var chunks: [Chunk]

        /// A plan without chunks yet.
        public init(
            jobID: String, name: String, bucketName: String, requestType: JobRequestType
        ) {
            self.jobID = jobID
            self.name = name
            self.bucketName = bucketName
            self.requestType = requestType
            status = .inProgress
            priority = .normal
            order = .inOrder
            originalSizeBytes = 0
            cachedSizeBytes = 0
            completedSizeBytes = 0
            isAggregating = false
            isNaked = false
            nodes = []
            chunks = []
        }

        fileprivate init(_ tag: XMLTag) throws(DS3Error) {
            guard let jobID = tag.value("JobId") else {
                throw DS3Error(.badAnswer, "MasterObjectList without JobId")
            }
            self.init(
                jobID: jobID, name: tag.value("Name") ?? "",
                bucketName: tag.value("BucketName") ?? "",
                requestType: JobRequestType(rawValue: tag.value("RequestType") ?? ""))
            status = JobStatus(rawValue: tag.value("Status") ?? "")
            priority = BlobStoreTaskPriority(rawValue: tag.value("Priority") ?? "")
            order = JobChunkClientProcessingOrderGuarantee(
                rawValue: tag.value("ChunkClientProcessingOrderGuarantee") ?? "")
            startDate = tag.value("StartDate").flatMap { Time($0) }
            originalSizeBytes = try tag.natural("OriginalSizeInBytes") ?? 0
            cachedSizeBytes = try tag.natural("CachedSizeInBytes") ?? 0
            completedSizeBytes = try tag.natural("CompletedSizeInBytes") ?? 0
            isAggregating = tag.boolean("Aggregating") ?? false
            isNaked = tag.boolean("Naked") ?? false
            isEntirelyInCache = tag.boolean("EntirelyInCache")
            userID = tag.value("UserId")
            userName = tag.value("UserName")
        }
    }
}

extension DS3.JobPlan: DS3Answer {
    public init(_ response: DS3.Response) throws(DS3Error) {
        do throws(DS3Error) {
            try self.init(parsing: response.body)
        } catch {
            throw DS3Error(.badAnswer, error.message, status: response.status)
        }
    }

    /// Reads a whole document.
    public init(parsing bytes: Bytes) throws(DS3Error) {
        var reader = DS3.JobPlanReader()
        try reader.feed(bytes)
        self = try reader.finish()
    }

    /// - Parameter sizeBytes: how many bytes the blobs so far have.
    fileprivate mutating func add(
        _ tag: XMLTag, depth: Int, sizeBytes: inout Int
    ) throws(DS3Error) {
        switch (depth, tag.name) {
        case (2, "Objects"): chunks.append(try Chunk(tag))
        case (3, "Node"): nodes.append(try Node(tag))
        case (3, "Object"):
            guard !chunks.isEmpty else { break }
            let blob = try Blob(tag)
            let (sum, isTooMuch) = sizeBytes.addingReportingOverflow(blob.length)
            guard !isTooMuch else { throw DS3Error(.badAnswer, "more bytes than can be counted") }
            sizeBytes = sum
            chunks[chunks.count - 1].objects.append(blob)
        default: break
        }
    }

    /// The document in pieces of about 64 KiB, so that a server holds it once.
    public func encode(_ take: (Bytes) throws -> Void) rethrows {
        var writer = ByteWriter(capacity: 66 * 1024)
        appendStart(to: &writer)
        for chunk in chunks {
            chunk.appendStart(to: &writer)
            for blob in chunk.objects {
                blob.append(to: &writer)
                if writer.count >= 64 * 1024 { try take(writer.finish()) }
            }
            Chunk.appendEnd(to: &writer)
        }
        Self.appendEnd(to: &writer)
        try take(writer.finish())
    }

    /// The beginning of the document, up to its first chunk: for servers that write a plan as they
    /// send it. `chunks` is not looked at.
    package func appendStart(to writer: inout ByteWriter) {
        writer.append(xmlStart: "MasterObjectList", attributes)
        writer.append("<Nodes>")
        for node in nodes { writer.append(xmlLeaf: "Node", node.attributes) }
        writer.append("</Nodes>")
    }

    package static func appendEnd(to writer: inout ByteWriter) {
        writer.append("</MasterObjectList>")
    }

    /// The whole document.
    public var encoded: Bytes {
        var writer = ByteWriter()
        encode { writer.append($0) }
        return writer.finish()
    }

    private var attributes: [XMLAttribute] {
        [
            ("Aggregating", String(isAggregating)), ("BucketName", bucketName),
            ("CachedSizeInBytes", String(cachedSizeBytes)),
            ("ChunkClientProcessingOrderGuarantee", order.rawValue),
            ("CompletedSizeInBytes", String(completedSizeBytes)),
            ("EntirelyInCache", isEntirelyInCache.map { String($0) }), ("JobId", jobID),
            ("Naked", String(isNaked)), ("Name", name),
            ("OriginalSizeInBytes", String(originalSizeBytes)), ("Priority", priority.rawValue),
            ("RequestType", requestType.rawValue), ("StartDate", startDate?.description),
            ("Status", status.rawValue), ("UserId", userID), ("UserName", userName),
        ].compactMap { XMLAttribute($0, optional: $1) }
    }
}

extension DS3 {
    /// Reads a plan as it comes, so that its document is never in memory as a whole.
    public struct JobPlanReader: ~Copyable, Sendable {
        private var reader = XMLReader(limits: .list)
        private var plan: JobPlan?
        private var depth = 0
        private var sizeBytes = 0

        /// A reader that has read nothing yet.
        public init() {}

        /// Reads more of the document.
        ///
        /// - Throws: `DS3Error` with `.badAnswer` or `.badRequest` for what is no plan.
        public mutating func feed(_ bytes: Bytes) throws(DS3Error) {
            reader.feed(bytes)
            try take()
        }

        /// The plan, at the end of the document.
        ///
        /// - Throws: as `feed(_:)`, also for a document that is cut short.
        public consuming func finish() throws(DS3Error) -> JobPlan {
            reader.finish()
            try take()
            guard let plan else { throw DS3Error(.badAnswer, "there is no MasterObjectList") }
            return plan
        }

        private mutating func take() throws(DS3Error) {
            while let event = try reader.nextOfList() {
                switch event {
                case .start(let tag):
                    depth += 1
                    if depth == 1 {
                        guard tag.name == "MasterObjectList" else {
                            throw DS3Error(
                                .badAnswer, "\(tag.name) instead of MasterObjectList")
                        }
                        plan = try JobPlan(tag)
                    } else {
                        try plan?.add(tag, depth: depth, sizeBytes: &sizeBytes)
                    }
                case .end: depth -= 1
                case .text: continue
                }
            }
        }
    }
}

extension DS3.JobPlan.Node {
    fileprivate init(_ tag: XMLTag) throws(DS3Error) {
        self.init(
            id: tag.value("Id") ?? "", endPoint: tag.value("EndPoint") ?? "",
            httpPort: try tag.natural("HttpPort"), httpsPort: try tag.natural("HttpsPort"))
    }

    fileprivate var attributes: [XMLAttribute] {
        [
            ("EndPoint", endPoint), ("HttpPort", httpPort.map { String($0) }),
            ("HttpsPort", httpsPort.map { String($0) }), ("Id", id),
        ].compactMap { XMLAttribute($0, optional: $1) }
    }
}

extension DS3.JobPlan.Chunk {
    fileprivate init(_ tag: XMLTag) throws(DS3Error) {
        self.init(
            id: try tag.required("ChunkId"), number: try tag.natural("ChunkNumber") ?? 0,
            nodeID: tag.value("NodeId"))
    }

    /// The beginning of a chunk, up to its first blob; also that of the document of one chunk.
    /// `objects` is not looked at.
    package func appendStart(to writer: inout ByteWriter) {
        writer.append(xmlStart: "Objects", attributes)
    }

    package static func appendEnd(to writer: inout ByteWriter) { writer.append("</Objects>") }

    fileprivate var attributes: [XMLAttribute] {
        [("ChunkId", id), ("ChunkNumber", String(number)), ("NodeId", nodeID)]
            .compactMap { XMLAttribute($0, optional: $1) }
    }
}

extension DS3.JobPlan.Blob {
    fileprivate init(_ tag: XMLTag) throws(DS3Error) {
        guard let offset = try tag.natural("Offset"), let length = try tag.natural("Length") else {
            throw DS3Error(.badAnswer, "Object without Offset or Length")
        }
        guard !offset.addingReportingOverflow(length).overflow else {
            throw DS3Error(.badAnswer, "Object that ends where nothing can")
        }
        self.init(
            name: try tag.required("Name"), offset: offset, length: length,
            inCache: tag.boolean("InCache") ?? false, isLatest: tag.boolean("Latest") ?? true,
            versionID: tag.value("VersionId"), id: tag.value("Id"), bucket: tag.value("Bucket"))
    }

    package func append(to writer: inout ByteWriter) {
        writer.append(xmlLeaf: "Object", attributes)
    }

    fileprivate var attributes: [XMLAttribute] {
        [
            ("Bucket", bucket), ("Id", id), ("InCache", String(inCache)),
            ("Latest", String(isLatest)), ("Length", String(length)), ("Name", name),
            ("Offset", String(offset)), ("VersionId", versionID),
        ].compactMap { XMLAttribute($0, optional: $1) }
    }
}

extension XMLAttribute {
    fileprivate init?(_ name: String, optional value: String?) {
        guard let value else { return nil }
        self.init(name, value)
    }
}

extension ByteWriter {
    fileprivate mutating func append(xmlLeaf name: String, _ attributes: [XMLAttribute]) {
        append("<")
        append(name)
        for attribute in attributes { append(xmlAttribute: attribute.name, attribute.value) }
        append("/>")
    }
}
