using System.Collections.Frozen;
using System.Security.Cryptography;
using Holdfast.Control.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.WebConsole.Assets;

/// <summary>The files that pages refer to. They are in the assembly: nothing has to be deployed beside it.</summary>
internal static class AssetShelf
{
    private const string Prefix = "assets/";
    private const int HashBytes = 6;

    private static readonly FrozenDictionary<string, Asset> All = typeof(AssetShelf).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(static name => name[Prefix.Length..], Load, StringComparer.Ordinal);

    /// <summary>What there is.</summary>
    public static IEnumerable<Asset> Files => All.Values;

    public static string Href(string name) => All[name].Href;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in All.Values) routes.MapMethods(asset.Href, [HttpMethods.Get, HttpMethods.Head], context => WriteAsync(context, asset)).Needs(Role.Viewer).IsPage();
    }

    private static Task WriteAsync(HttpContext context, Asset asset)
    {
        var response = context.Response;
        response.ContentType = asset.ContentType;
        response.ContentLength = asset.Bytes.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(asset.Bytes, context.RequestAborted).AsTask();
    }

    private static Asset Load(string name)
    {
        using var stream = typeof(AssetShelf).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name[Prefix.Length..]), Path.GetExtension(name));
        return new Asset($"/{Prefix}{stem}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, HashBytes))}{ending}", TypeOf(ending), bytes);
    }

    private static string TypeOf(string ending) => ending switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
