using System.Net;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>What is told of names whose addresses come and go.</summary>
internal static class ResolveSignals
{
    private const string Slice = "failover";

    /// <summary>More addresses than this nobody reads.</summary>
    private const int AddressesMax = 10;

    public static void Tell(SignalLog log, FollowedName followed, ResolvedName? before, ResolvedName after)
    {
        var (subject, host) = ($"services.{followed.Service}", followed.Name.Host);
        if (after.Refused.Length > 0 && after.Refused != before?.Refused)
            log.Publish(Slice, "address-refused", subject, $"{host} leads where no traffic may go: {after.Refused}");
        if (after.Fault is not null && before?.Fault is null)
        {
            log.Publish(Slice, "name-unresolved", subject, after.Addresses.IsEmpty
                ? $"{host} does not resolve, its node gets no calls: {after.Fault}"
                : $"{host} does not resolve, its last addresses stay: {after.Fault}");
        }

        if (before is null) return;
        var (come, gone) = (after.Addresses.Except(before.Addresses).ToArray(), before.Addresses.Except(after.Addresses).ToArray());
        if (come.Length + gone.Length > 0)
            log.Publish(Slice, "addresses-changed", subject, $"{host}: {Words("come", come)}{(come.Length > 0 && gone.Length > 0 ? "; " : "")}{Words("gone", gone)}");
        else if (before.Fault is not null && after.Fault is null)
            log.Publish(Slice, "name-resolves", subject, $"{host} resolves again");
    }

    private static string Words(string what, IPAddress[] addresses) => addresses.Length == 0
        ? ""
        : $"{what} {string.Join(", ", addresses.Take(AddressesMax).Select(static one => one.ToString()))}{(addresses.Length > AddressesMax ? $" and {addresses.Length - AddressesMax} more" : "")}";
}
