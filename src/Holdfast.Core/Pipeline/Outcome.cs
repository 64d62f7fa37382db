namespace Holdfast.Core.Pipeline;

/// <summary>How a call or one attempt of it ended.</summary>
/// <param name="Kind">Success, failure, refused, or cancelled by the caller.</param>
/// <param name="Failure">How it failed; <see cref="FailureKind.None"/> unless <paramref name="Kind"/> is Failure.</param>
/// <param name="Status">HTTP status of the answer; 0 where there was none.</param>
/// <param name="Began">Whether anything of an answer has gone to the caller: then nothing else may answer.</param>
public readonly record struct Outcome(OutcomeKind Kind, FailureKind Failure, ushort Status, bool Began)
{
    /// <summary>5xx is a failure of the backend; anything lower is an answer, whatever the caller thinks of it.</summary>
    public const int FailureStatusMin = 500;

    public static Outcome Answered(int status) => status >= FailureStatusMin
        ? new(OutcomeKind.Failure, FailureKind.Status, (ushort)status, Began: true)
        : new(OutcomeKind.Success, FailureKind.None, (ushort)status, Began: true);

    /// <summary>Nothing of an answer reached the caller.</summary>
    public static Outcome Failed(FailureKind failure) => new(OutcomeKind.Failure, failure, 0, Began: false);

    /// <summary>The answer broke off after it had begun.</summary>
    public static Outcome BrokenOff(int status) => new(OutcomeKind.Failure, FailureKind.Truncated, (ushort)status, Began: true);

    public static Outcome Refused { get; } = new(OutcomeKind.Refused, FailureKind.None, 0, Began: false);

    public static Outcome Cancelled(bool began) => new(OutcomeKind.Cancelled, FailureKind.None, 0, began);

    public bool IsSuccess => Kind == OutcomeKind.Success;

    public bool IsFailure => Kind == OutcomeKind.Failure;
}
