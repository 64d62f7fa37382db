namespace Holdfast.Core.Pipeline;

public enum OutcomeKind : byte
{
    Success,

    /// <summary>The backend did not answer, or answered that it cannot.</summary>
    Failure,

    /// <summary>A principle said no; the backend was not asked, or not asked again.</summary>
    Refused,

    /// <summary>The caller went away. Evidence of nothing.</summary>
    Cancelled,
}
