using Holdfast.Control.Access.Oidc;

namespace Holdfast.Control.Plans;

/// <summary>What plans may ask of the environment: all but what lets people in. Whoever may publish a plan could have a static answer tell the rest.</summary>
public static class PlanEnvironment
{
    private static readonly string[] Withheld = [.. AccessVariables.All, "HOLDFAST_TOKEN"];

    /// <returns>Null: it is not set, or not for plans.</returns>
    public static string? Get(string name) =>
        Withheld.Contains(name, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal) ? null : Environment.GetEnvironmentVariable(name);
}
