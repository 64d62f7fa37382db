using System.Globalization;

namespace Holdfast.Testing.Faults;

/// <summary>A request that reached a node, as the node wrote it down before it did anything else.</summary>
/// <param name="Id">Of <see cref="NodeAnswer.RequestId"/>; <c>-</c> when it had none, as probes have.</param>
public sealed record NodeRequest(DateTimeOffset At, string Method, string Path, string Id)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()} {Method} {Path} {Id}");

    /// <returns>Null for a line that a kill cut short.</returns>
    public static NodeRequest? Parse(string line) => line.Split(' ') is [var at, var method, var path, var id]
        ? new NodeRequest(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)), method, path, id)
        : null;
}
