using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Tls;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>What the plan wants at one address: its listeners there, checked, certificates not yet read.</summary>
internal sealed record ListenerDraft(
    ListenerAddress Address, IReadOnlyList<string> Names, HttpVersions Versions, IReadOnlyList<ListenerTlsPlan> Tls)
{
    /// <exception cref="ListenException">Listeners of one address contradict each other.</exception>
    public static IReadOnlyList<ListenerDraft> From(IEnumerable<ListenerPlan> plans) =>
        [.. plans.GroupBy(static plan => Key(plan)).Select(static group => From(group.Key, [.. group]))];

    /// <exception cref="ListenException">A certificate cannot be used.</exception>
    public ListenerOpening Open(ListenerOpening? now)
    {
        if (Tls.Count == 0)
            return new ListenerOpening(Versions, Certificates: null);
        // The same files: keep what is loaded, and the sessions that clients may resume.
        if (now?.Certificates is { } loaded && now.Versions == Versions && loaded.IsFor(Tls))
            return now;
        try
        {
            return new ListenerOpening(Versions, CertificateStore.Load(Tls, Versions));
        }
        catch (CertificateException e)
        {
            throw new ListenException(Names[0], Address.Text, e.Message, holder: null, e);
        }
    }

    /// <summary>Port 0 is a new port each time: two listeners that ask for any port do not share one.</summary>
    private static string Key(ListenerPlan plan) =>
        plan.Address.EndsWith(":0", StringComparison.Ordinal) ? $"{plan.Address} {plan.Name}" : plan.Address;

    private static ListenerDraft From(string key, ListenerPlan[] plans)
    {
        var first = plans[0];
        var address = ListenerAddress.Parse(first.Name, first.Address);
        foreach (var other in plans.AsSpan(1))
        {
            if (first.Tls is null || other.Tls is null)
                throw new ListenException(other.Name, key, $"listener '{first.Name}' has the address, and only listeners with tls can share one", null);
            if (other.Versions != first.Versions)
                throw new ListenException(other.Name, key, $"listener '{first.Name}' has the address with other HTTP versions", null);
        }

        return new ListenerDraft(
            address,
            [.. plans.Select(static plan => plan.Name)],
            first.Versions,
            [.. plans.Select(static plan => plan.Tls).OfType<ListenerTlsPlan>()]);
    }
}
