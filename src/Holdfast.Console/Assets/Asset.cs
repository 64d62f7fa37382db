namespace Holdfast.WebConsole.Assets;

/// <summary>A file that pages refer to.</summary>
/// <param name="Href">Its address, with a part that changes when the file does: it may be kept for ever.</param>
internal sealed record Asset(string Href, string ContentType, byte[] Bytes);
