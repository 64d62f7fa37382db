using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Gateway;

namespace Holdfast.Cli.Trying;

/// <summary>Where the running process takes traffic.</summary>
internal static class TrafficAddress
{
    /// <summary>What is named, else the data folder's process where that is named, else the default address.</summary>
    /// <exception cref="StartException">It is no address.</exception>
    public static Uri Find(string? address, string? folder, Func<string, string?> environment)
    {
        if (string.IsNullOrEmpty(address) && folder is not null
            && ProcessFile.Read(DataFolderPath.Resolve(folder, environment))?.Traffic is [var first, ..]) return first;
        var text = string.IsNullOrEmpty(address) ? GatewayOptions.DefaultListen : address;
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? url
            : throw StartException.BadInput($"'{text}' is no address: write HOST:PORT, e.g. {GatewayOptions.DefaultListen}");
    }
}
