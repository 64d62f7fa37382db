namespace Holdfast.Core.Tests.Principles.Limits.Overload;

internal enum Fate
{
    Pending,
    Answered,
    Refused,
    Late,
    Failed,
}
