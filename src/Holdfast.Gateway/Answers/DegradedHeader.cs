namespace Holdfast.Gateway.Answers;

/// <summary>Tells a caller that what it got is not what the service would have answered, and by which rule of the plan.</summary>
internal static class DegradedHeader
{
    public const string Name = "Holdfast-Degraded";
}
