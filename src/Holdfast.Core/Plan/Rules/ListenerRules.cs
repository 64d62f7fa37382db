using System.Globalization;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Rules;

/// <summary>Listeners do not take each other's address.</summary>
internal static class ListenerRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        var taken = new List<(string Name, string Host, int Port)>();
        foreach (var (name, listener) in plan.Listeners)
        {
            var colon = listener.Address.LastIndexOf(':');
            var host = listener.Address[..colon];
            var port = int.Parse(listener.Address.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            // Port 0 is a free one each time.
            var other = port == 0 ? default : taken.Find(t => t.Port == port && Overlap(t.Host, host));
            if (other.Name is not null)
            {
                findings.Add(
                    RuleErrors.SameAddress, PlanPath.Of("listeners", name, "address"),
                    $"{listener.Address} is taken by the listener '{other.Name}'", "Give each its own port or address.",
                    PlanPath.Of("listeners", other.Name, "address"));
            }

            taken.Add((name, host, port));
        }
    }

    private static bool Overlap(string a, string b) => IsEvery(a) || IsEvery(b) || Single(a) == Single(b);

    private static bool IsEvery(string host) => host is "*" or "0.0.0.0" or "[::]";

    private static string Single(string host) => host is "localhost" or "[::1]" ? "127.0.0.1" : host;
}
