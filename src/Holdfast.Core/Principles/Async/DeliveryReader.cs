using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Reads from a call that has ended how the delivery went. Pure.</summary>
internal static class DeliveryReader
{
    public static DeliveryEnd Read(Call call, in Outcome outcome, OperationAnswer? answer, DateTimeOffset now)
    {
        if (answer is not null && outcome is { Kind: OutcomeKind.Success } or { Kind: OutcomeKind.Failure, Failure: FailureKind.Status })
            return new DeliveryEnd(IsReached: true, Kept(answer!), RetryAfter(answer!, now), $"answered {answer!.Status}");
        if (outcome.Kind == OutcomeKind.Refused)
            return new DeliveryEnd(call.Attempts > 0, null, call.RetryAfter, call.Refusal is { } refusal ? refusal.Decision : "it cannot be sent");
        return new DeliveryEnd(call.Attempts > 0 && !IsUnsent(call), null, TimeSpan.Zero, Words(outcome));
    }

    /// <summary>A session that is set for the caller is a credential too.</summary>
    private static OperationAnswer Kept(OperationAnswer answer) =>
        answer with { Headers = [.. answer.Headers.Where(static header => !header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))] };

    /// <summary>As seconds, or as a date; zero where it says neither.</summary>
    private static TimeSpan RetryAfter(OperationAnswer answer, DateTimeOffset now)
    {
        var text = answer.Headers.FirstOrDefault(static header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : TimeSpan.Zero;
    }

    private static bool IsUnsent(Call call)
    {
        foreach (var attempt in call.Ended.Kept)
            if (attempt.Outcome.Failure != FailureKind.Connect) return false;
        return call.Ended.Count <= AttemptLog.AttemptsMax;
    }

    private static string Words(in Outcome outcome) => outcome.Failure switch
    {
        FailureKind.Connect => "no connection",
        FailureKind.Reset => "the connection was lost",
        FailureKind.AttemptTimeout or FailureKind.Deadline => "no answer in time",
        FailureKind.Truncated => "the answer broke off",
        FailureKind.Protocol => "the answer was not valid",
        _ => "broken off",
    };
}
