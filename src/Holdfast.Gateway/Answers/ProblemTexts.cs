using System.Collections.Concurrent;
using System.Text;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Answers;

/// <summary>The problems of one interface under one revision, made ready but for the trace: under overload thousands a second are told the same.</summary>
internal sealed class ProblemTexts
{
    /// <summary>As many as are kept. Refusals are made when a plan is compiled, so there are some dozens at most.</summary>
    private const int KeptMax = 64;

    private static readonly string NoTrace = new('0', TraceLength);

    private const int TraceLength = 32;

    private readonly ConcurrentDictionary<Refusal, byte[]> _kept = new(ReferenceEqualityComparer.Instance);

    /// <returns>All of the text, with another trace in it.</returns>
    public ReadOnlySpan<byte> Of(GatewayCall call, Refusal refusal) =>
        _kept.TryGetValue(refusal, out var text) ? text : Make(call, refusal);

    /// <summary>Copies a text, and puts the trace into its place.</summary>
    public static void Write(ReadOnlySpan<byte> text, string trace, Span<byte> to)
    {
        text.CopyTo(to);
        Encoding.ASCII.GetBytes(trace, to.Slice(text.Length - End.Length - TraceLength, TraceLength));
    }

    private static ReadOnlySpan<byte> End => "\"}"u8;

    private byte[] Make(GatewayCall call, Refusal refusal)
    {
        var text = Problem.Write(call, refusal, "", NoTrace).ToArray();
        if (_kept.Count < KeptMax) _kept.TryAdd(refusal, text);
        return text;
    }
}
