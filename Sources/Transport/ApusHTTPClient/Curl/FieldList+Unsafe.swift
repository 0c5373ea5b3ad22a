// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CCurl

/// The header fields of a request as libcurl wants them: a list of lines, lent while it works.
///
/// Lines and list are in two blocks of memory that are kept from one request to the next, where
/// libcurl's own list takes two for every line.
///
/// Sound because the blocks are freed only here, and what `head` hands out is used no longer than
/// until the next change: its owner takes it back from libcurl before.
@safe struct FieldList: ~Copyable {
    private var text: [UInt8] = []
    /// Where each line begins.
    private var starts: [Int] = []
    private var lines: UnsafeMutablePointer<UInt8>?
    private var linesCapacity = 0
    private var nodes: UnsafeMutablePointer<curl_slist>?
    private var nodesCapacity = 0

    init() {}

    deinit {
        unsafe lines?.deallocate()
        unsafe nodes?.deallocate()
    }

    mutating func removeAll() {
        text.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
    }

    /// Adds a field; nothing in it may be a line end or zero.
    mutating func append(_ name: String, _ value: String) {
        starts.append(text.count)
        append(name)
        // Without a value, a colon would take the field away.
        append(value.isEmpty ? ";" : ": ")
        append(value)
        text.append(0)
    }

    /// Keeps libcurl from adding a field of its own.
    mutating func appendAbsence(of name: String) {
        starts.append(text.count)
        append(name)
        append(":")
        text.append(0)
    }

    private mutating func append(_ part: String) {
        let bytes = part.utf8.span
        unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    /// The list; valid until the next change.
    var head: UnsafeMutablePointer<curl_slist>? {
        mutating get {
            guard !starts.isEmpty else { return nil }
            if text.count > linesCapacity {
                unsafe lines?.deallocate()
                linesCapacity = 2 * text.count
                unsafe lines = .allocate(capacity: linesCapacity)
            }
            if starts.count > nodesCapacity {
                unsafe nodes?.deallocate()
                nodesCapacity = 2 * starts.count
                unsafe nodes = .allocate(capacity: nodesCapacity)
            }
            guard let lines = unsafe lines, let nodes = unsafe nodes else { return nil }
            unsafe text.withUnsafeBufferPointer { bytes in
                guard let first = bytes.baseAddress else { return }
                unsafe lines.initialize(from: first, count: bytes.count)
            }
            for (position, start) in starts.enumerated() {
                let next = unsafe position + 1 < starts.count ? nodes + (position + 1) : nil
                let line = unsafe UnsafeMutableRawPointer(lines + start)
                    .assumingMemoryBound(to: CChar.self)
                unsafe (nodes + position).initialize(to: curl_slist(data: line, next: next))
            }
            return unsafe nodes
        }
    }
}
