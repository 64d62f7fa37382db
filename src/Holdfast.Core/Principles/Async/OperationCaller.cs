using System.Security.Cryptography;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Who may ask what has become of an operation.</summary>
public static class OperationCaller
{
    private static readonly KeyPartShape Part = new();

    /// <summary>By which parts of the request, as it is kept with the operation: plans change, and the promise does not.</summary>
    internal static string Words(KeyPlan? plan) => plan is null ? "" : string.Join('\n', plan.Parts.Select(Part.Write));

    /// <returns>Empty: the call has none, and whoever knows the operation's name may ask.</returns>
    internal static byte[] Digest(KeyPlan? plan, Call call) =>
        plan is not null && new KeyReader(plan).Parts(call) is { Count: > 0 } parts ? OperationDigests.Of(["caller", .. parts]) : [];

    /// <summary>Whether a call that asks for an operation comes from whoever has sent it.</summary>
    public static bool Is(OperationStatus operation, Call call)
    {
        if (operation.Caller.IsEmpty) return true;
        return Parse(operation.CallerBy) is { } plan && CryptographicOperations.FixedTimeEquals(Digest(plan, call), operation.Caller.Span);
    }

    private static KeyPlan? Parse(string words)
    {
        var parts = new List<KeyPart>();
        foreach (var word in words.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Part.Parse(word, out var part) is not null) return null;
            parts.Add(part!);
        }

        return parts.Count == 0 ? null : new KeyPlan(parts);
    }
}
