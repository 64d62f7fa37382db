using Holdfast.Core.Pipeline;

namespace Holdfast.Gateway.Telemetry;

/// <summary>Outcomes in the words of spans and the access log.</summary>
internal static class OutcomeNames
{
    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Success => "success",
        OutcomeKind.Failure => "failure",
        OutcomeKind.Refused => "refused",
        _ => "cancelled",
    };

    public static string Of(FailureKind kind) => kind switch
    {
        FailureKind.None => "none",
        FailureKind.Connect => "connect",
        FailureKind.Reset => "reset",
        FailureKind.AttemptTimeout => "attempt-timeout",
        FailureKind.Deadline => "deadline",
        FailureKind.Status => "status",
        FailureKind.Truncated => "truncated",
        _ => "protocol",
    };
}
