using System.Security.Cryptography;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>Reads single files of a plan, and keeps account of what they come to together.</summary>
internal sealed class PlanTexts(IPlanFiles files, Substitution substitution, PlanFindings findings) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _read = [];
    private long _bytesLeft = PlanLimits.PlanBytesMax;
    private long _valuesLeft = PlanLimits.ValuesMax;

    public IReadOnlyList<string> Read => _read;

    public string Digest() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <param name="from">The place of the include that names the file.</param>
    /// <returns>The root section; null when the file is no good.</returns>
    public YamlMap? Load(string file, Place from)
    {
        _read.Add(files.Absolute(file));
        var read = files.Read(file, (int)Math.Min(PlanLimits.FileBytesMax, _bytesLeft));
        if (read.IsTooLarge)
        {
            var whole = _bytesLeft < PlanLimits.FileBytesMax ? "all files together" : "a file";
            var limit = _bytesLeft < PlanLimits.FileBytesMax ? PlanLimits.PlanBytesMax : PlanLimits.FileBytesMax;
            return Refuse(TextErrors.TooLarge, new Place(file, 0, 0), $"The file is too large: {whole} may have {limit >> 20} MB", "Check that it is the file you meant.");
        }

        if (read.Bytes is null)
            return Refuse(TextErrors.Unreadable, from, $"'{Printable.Of(file)}' cannot be read: {read.Failure}", "Check the path and the rights.");
        _bytesLeft -= read.Bytes.Length;
        _hash.AppendData(BitConverter.GetBytes(read.Bytes.LongLength));
        _hash.AppendData(read.Bytes);
        if (YamlText.Decode(file, read.Bytes, findings) is not { } text)
            return null;
        var reader = new YamlReader(file, findings, substitution, _valuesLeft);
        var root = reader.Read(text);
        _valuesLeft = reader.ValuesLeft;
        return root is null || HasOtherFormat(root) ? null : root;
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>A plan of another format is not judged by the rules of this one.</summary>
    private bool HasOtherFormat(YamlMap root)
    {
        if (!root.TryFind(PlanFields.Holdfast.Name, out var entry) || entry.Value is not YamlScalar { IsBroken: false } format)
            return false;
        if (!int.TryParse(format.Text, out var number) || number == PlanFields.Format)
            return false;
        findings.AddAt(
            ValueErrors.Format, format.Place, PlanPath.Of(PlanFields.Holdfast.Name), format.Text,
            $"The plan is of format {number}, and this Holdfast reads format {PlanFields.Format}", "Write 'holdfast: 1'.");
        return true;
    }

    private YamlMap? Refuse(Errors.KnownError known, Place place, string message, string advice)
    {
        findings.AddAt(known, place, PlanPath.Root, "", message, advice);
        return null;
    }
}
