using System.Text;
using System.Text.Json;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Tells a caller what has become of an operation, and nobody else.</summary>
public static class OperationQuery
{
    private const string Wait = "wait";

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Refusal None = new(AsyncErrors.NoOperation, "no-operation", Position.Match, "");
    private static readonly Refusal TooMany = new(AsyncErrors.TooManyAsk, "too-many-ask", Position.Match, "");
    private static readonly Refusal Away = new(AsyncErrors.Away, "queue-away", Position.Match, "");

    /// <summary>Waits for its end as long as the caller wishes, with <c>?wait=SECONDS</c> or <c>Prefer: wait=SECONDS</c>.</summary>
    /// <returns>What to answer, or a refusal.</returns>
    public static async Task<Verdict> AskAsync(OperationDesk desk, OperationId id, Call call)
    {
        // Nobody has a queue made by asking for what was never accepted.
        if (call.Method is not ("GET" or "HEAD") || !desk.Queue.IsThere) return new Verdict(None);
        var client = call.ClientAddress;
        if (!desk.Asks.TryTake(client)) return new Verdict(TooMany, AskAgain);
        try
        {
            var status = await desk.Queue.FindAsync(id);
            // Who may not know of it is not told that it is there, and does not wait for it.
            if (status is null || !OperationCaller.Is(status, call)) return new Verdict(None);
            if (!status.IsEnded && WaitOf(call) is var wait && wait > TimeSpan.Zero) status = await desk.WaitAsync(id, wait, call.CallerGoing) ?? status;
            return Verdict.AnswerWith(new StoredAnswer(200, Headers(status), Write(status)), "operation-told", "");
        }
        catch (QueueException)
        {
            return new Verdict(Away, AskAgain);
        }
        finally
        {
            desk.Asks.GiveBack(client);
        }
    }

    private static TimeSpan WaitOf(Call call) => call.TryGetQuery(Wait, out var text) && int.TryParse(text, out var seconds) && seconds > 0
        ? TimeSpan.FromSeconds(Math.Min(seconds, Preference.WaitMax.TotalSeconds))
        : Preference.Parse(call.HeaderLine("Prefer")).Wait;

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(OperationStatus status)
    {
        List<KeyValuePair<string, string>> headers = [new("Content-Type", "application/json"), new("Cache-Control", "no-store")];
        if (!status.IsEnded) headers.Add(new("Retry-After", "1"));
        return headers;
    }

    private static ReadOnlyMemory<byte> Write(OperationStatus status)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("operation", status.Id.ToString());
        json.WriteString("interface", status.Lane);
        json.WriteString("state", AsyncWords.Of(status.State));
        json.WriteNumber("attempts", status.Attempts);
        json.WriteString("accepted", status.AcceptedAt);
        if (status.DueAt is { } due) json.WriteString("next", due);
        if (status.EndedAt is { } ended) json.WriteString("ended", ended);
        if (status.Answer is { } answer) Write(json, answer);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, OperationAnswer answer)
    {
        json.WriteStartObject("response");
        json.WriteNumber("status", answer.Status);
        json.WriteStartArray("headers");
        foreach (var (name, value) in answer.Headers)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!answer.IsWhole) json.WriteBoolean("bodyTooLong", true);
        else if (Text(answer.Body.Span) is { } text) json.WriteString("body", text);
        else json.WriteBase64String("bodyBase64", answer.Body.Span);
        json.WriteEndObject();
    }

    /// <returns>Null: it is none.</returns>
    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
