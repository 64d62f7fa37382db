using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Shop.Nodes;

/// <summary>What one node process is told on its command line.</summary>
public sealed record NodeOptions
{
    public const string Usage =
        "usage: Shop.dll node --service NAME [--version V] [--zone Z] [--url URL] [--name NAME] [--seed N] [--slots N]";

    /// <summary>One of <see cref="ShopServices.Names"/>.</summary>
    public required string Service { get; init; }

    public string Version { get; init; } = "v1";

    public string Zone { get; init; } = "east";

    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:0");

    public string Name { get; init; } = "";

    /// <summary>Latencies and failures by ratio are drawn from it: the same seed gives the same run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Requests worked on at the same time, at least 1; null takes the service's own number.</summary>
    public int? Slots { get; init; }

    /// <param name="arguments">What follows <c>node</c>: names and values in turn.</param>
    public static bool TryParse(
        IReadOnlyList<string> arguments,
        [NotNullWhen(true)] out NodeOptions? options,
        [NotNullWhen(false)] out string? error)
    {
        options = null;
        var read = new NodeOptions { Service = "" };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count || With(read, arguments[i], arguments[i + 1]) is not { } next)
            {
                var value = i + 1 < arguments.Count ? $" {arguments[i + 1]}" : "";
                error = $"'{arguments[i]}{value}' is not understood. {Usage}";
                return false;
            }

            read = next;
        }

        if (!ShopServices.Names.Contains(read.Service))
        {
            error = $"--service must be one of {string.Join(", ", ShopServices.Names)}; it is '{read.Service}'";
            return false;
        }

        options = read.Name.Length > 0 ? read : read with { Name = $"{read.Service}-{read.Version}-{read.Zone}" };
        error = null;
        return true;
    }

    private static NodeOptions? With(NodeOptions options, string name, string value) => name switch
    {
        "--service" => options with { Service = value },
        "--version" => options with { Version = value },
        "--zone" => options with { Zone = value },
        "--name" => options with { Name = value },
        "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp =>
            options with { Url = url },
        "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) =>
            options with { Seed = seed },
        "--slots" when int.TryParse(value, CultureInfo.InvariantCulture, out var slots) && slots > 0 =>
            options with { Slots = slots },
        _ => null,
    };
}
