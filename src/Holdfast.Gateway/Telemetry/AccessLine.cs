using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Holdfast.Gateway.Telemetry;

/// <summary>An entry as one line of JSON. Fields without a value are left out.</summary>
internal sealed class AccessLine : IDisposable
{
    // Paths are callers' words, and a log is read on terminals and shown in pages: letters beyond ASCII, some of which turn
    // the rest of a line around, and what could end a script are escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    public void Write(AccessEntry entry, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("time", entry.At);
        _json.WriteString("trace_id", entry.TraceId);
        Text("interface", entry.Interface);
        _json.WriteString("method", entry.Method);
        _json.WriteString("path", entry.Path);
        if (entry.Status != 0) _json.WriteNumber("status", entry.Status);
        _json.WriteString("outcome", entry.Outcome);
        Text("decision", entry.Decision);
        _json.WriteString("revision", entry.Revision);
        _json.WriteNumber("attempts", entry.Attempts);
        Text("node", entry.Node);
        if (entry.BytesIn is { } bytesIn) _json.WriteNumber("bytes_in", bytesIn);
        if (entry.BytesOut is { } bytesOut) _json.WriteNumber("bytes_out", bytesOut);
        _json.WriteNumber("duration_seconds", Math.Round(entry.Duration.TotalSeconds, 6));
        if (entry.FirstByte is { } first) _json.WriteNumber("first_byte_seconds", Math.Round(first.TotalSeconds, 6));
        _json.WriteString("client", entry.Client);
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private void Text(string name, string value)
    {
        if (value.Length > 0) _json.WriteString(name, value);
    }
}
