using System.Text.Encodings.Web;
using System.Text.Json;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>How requests, the heads of answers and histories are written into rows.</summary>
internal static class QueueJson
{
    /// <summary>Kept of each operation; the oldest go first.</summary>
    public const int HistoryMax = 20;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(OperationRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, Options);

    public static OperationRequest Request(byte[] text) => JsonSerializer.Deserialize<OperationRequest>(text, Options)!;

    public static byte[] Head(OperationAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer with { Body = default }, Options);

    public static OperationAnswer? Answer(byte[] head, byte[] body) =>
        head.Length == 0 ? null : JsonSerializer.Deserialize<OperationAnswer>(head, Options)! with { Body = body };

    public static IReadOnlyList<AttemptEntry> History(string text) => text.Length == 0 ? [] : JsonSerializer.Deserialize<List<AttemptEntry>>(text, Options)!;

    public static string Add(string history, AttemptEntry entry) => Write([.. History(history).TakeLast(HistoryMax - 1), entry]);

    private static string Write(IReadOnlyList<AttemptEntry> history) => JsonSerializer.Serialize(history, Options);
}
