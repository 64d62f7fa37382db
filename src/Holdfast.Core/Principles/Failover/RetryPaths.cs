namespace Holdfast.Core.Principles.Failover;

/// <summary>Paths of what bounds second attempts. Made once: naming one on the way of a call allocates nothing.</summary>
/// <param name="Budget">Of the service's budget.</param>
/// <param name="HedgeLimit">Of what the interface allows to be made twice.</param>
public sealed record RetryPaths(string Budget, string HedgeLimit)
{
    public static RetryPaths Of(string target, string service) => new($"services.{service}.retry-budget", $"interfaces.{target}.retry.hedge.at-most");
}
