using System.Buffers;
using System.Text.Json;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Answers;

/// <summary>Problem details of a refusal. The trace stands last, for <see cref="ProblemTexts"/>. Members: type, title, status, detail (where there is more to say), interface, decision, rule, revision, traceId.</summary>
internal static class Problem
{
    public static ReadOnlyMemory<byte> Write(GatewayCall call, Refusal refusal, string detail, string trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", TypeOf(refusal));
        json.WriteString("title", refusal.Error.Title);
        json.WriteNumber("status", refusal.Status);
        if (detail.Length > 0) json.WriteString("detail", detail);
        json.WriteString("interface", call.Interface?.Name);
        json.WriteString("decision", refusal.Decision);
        json.WriteString("rule", refusal.Rule);
        json.WriteString("revision", call.Plan.Revision.Name);
        json.WriteString("traceId", trace);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A name, not an address: nothing is fetched for it, and it outlives any site.</summary>
    private static string TypeOf(Refusal refusal) => $"urn:holdfast:error:{refusal.Error.Id}";
}
