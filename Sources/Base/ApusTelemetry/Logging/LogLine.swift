// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// One line, in logfmt (`time=2026-11-21T11:04:59.123Z level=info event=started port=8080`) or as
/// a JSON object of the same members in the same order.
struct LogLine {
    let bytes: Bytes

    init(
        _ level: Logger.Level, _ event: String, _ fields: KeyValuePairs<String, LogValue>,
        at time: FileTime, as format: Logger.Format = .logfmt
    ) {
        guard format == .logfmt else {
            bytes = Self.document(level, event, fields, at: time)
            return
        }
        var line = ByteWriter(capacity: 256)
        line.append("time=")
        Self.append(time, to: &line)
        line.append(" level=")
        line.append(level.name)
        line.append(" event=")
        LogValue.text(event).append(to: &line)
        for (name, value) in fields {
            line.append(UInt8(ascii: " "))
            line.append(name)
            line.append(UInt8(ascii: "="))
            if case .text(let text) = value.content, Secrets.isSecret(name: name) {
                LogValue.secret(text).append(to: &line)
            } else {
                value.append(to: &line)
            }
        }
        line.append(UInt8(ascii: "\n"))
        bytes = line.finish()
    }

    private static func document(
        _ level: Logger.Level, _ event: String, _ fields: KeyValuePairs<String, LogValue>,
        at time: FileTime
    ) -> Bytes {
        var line = ByteWriter(capacity: 384)
        line.append("{\"time\":\"")
        append(time, to: &line)
        line.append("\",\"level\":\"")
        line.append(level.name)
        line.append("\",\"event\":")
        line.append(json: event)
        for (name, value) in fields {
            line.append(",")
            line.append(json: name)
            line.append(":")
            if case .text(let text) = value.content, Secrets.isSecret(name: name) {
                LogValue.secret(text).append(jsonTo: &line)
            } else {
                value.append(jsonTo: &line)
            }
        }
        line.append("}\n")
        return line.finish()
    }

    private static func append(_ time: FileTime, to line: inout ByteWriter) {
        let civil = CivilTime(secondsSince1970: time.seconds)
        line.append(dateOf: civil)
        line.append(UInt8(ascii: "T"))
        line.append(timeOfDay: civil)
        line.append(UInt8(ascii: "."))
        line.append(decimal: UInt64(time.nanoseconds / 1_000_000), digits: 3)
        line.append(UInt8(ascii: "Z"))
    }
}
