using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>The addresses of an answer that become nodes. Pure.</summary>
/// <param name="Addresses">In the order of their bytes, so that an answer in another order is the same answer.</param>
/// <param name="Refused">Those that no traffic is sent to, with the reasons, for an operator; empty: there are none.</param>
public sealed record AddressChoice(ImmutableArray<IPAddress> Addresses, string Refused)
{
    /// <summary>A name with more addresses than this stands for something else than the nodes of a version.</summary>
    public const int AddressesMax = 256;

    /// <remarks>
    /// Of one family, IPv4 where there is any: both mostly lead to the same machines, and each would be two nodes then.
    /// </remarks>
    /// <param name="answer">As it came.</param>
    /// <param name="port">The node's.</param>
    /// <param name="own">Where this process takes orders.</param>
    /// <param name="exceptions">The service's.</param>
    public static AddressChoice Of(IReadOnlyList<IPAddress> answer, int port, IReadOnlyCollection<IPEndPoint> own, AddressExceptions exceptions)
    {
        var judged = answer.Distinct().Select(address => (Address: address, Why: AddressRules.WhyRefused(new IPEndPoint(address, port), own, exceptions))).ToArray();
        var good = judged.Where(static one => one.Why is null).Select(static one => one.Address).ToArray();
        var family = good.Any(static one => one.AddressFamily == AddressFamily.InterNetwork) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return new AddressChoice(
            [.. good.Where(one => one.AddressFamily == family).OrderBy(static one => Convert.ToHexString(one.GetAddressBytes()), StringComparer.Ordinal).Take(AddressesMax)],
            string.Join(", ", judged.Where(static one => one.Why is not null).Select(static one => $"{one.Address} is {one.Why}").Order(StringComparer.Ordinal)));
    }
}
