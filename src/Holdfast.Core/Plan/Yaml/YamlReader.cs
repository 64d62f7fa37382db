using Holdfast.Core.Plan.Fields;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Holdfast.Core.Plan.Yaml;

/// <summary>Text of one file to a tree of values with places.</summary>
/// <param name="valuesLeft">How many more values the plan may have.</param>
internal sealed class YamlReader(string file, PlanFindings findings, Substitution substitution, long valuesLeft)
{
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private Parser _parser = null!;
    private long _valuesLeft = valuesLeft;

    public long ValuesLeft => _valuesLeft;

    /// <summary>The root section; null when there is none, with the reason among the findings.</summary>
    public YamlMap? Read(string text)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            return ReadDocument();
        }
        catch (YamlRefusal refusal)
        {
            Add(refusal.Known, refusal.Place, "", refusal.Message, refusal.Advice);
        }
        catch (YamlException fault)
        {
            Add(TextErrors.Syntax, At(fault.Start), "", Sentence(fault.Message), "Look here and at the line before; text that holds ': ' or begins with one of {[*&! needs quotes.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The parser is another's; on text that nobody would write it may stumble rather than refuse.
            var mark = _parser.Current?.End ?? Mark.Empty;
            Add(TextErrors.Syntax, At(mark), "", "The text cannot be parsed", "Look at what follows this place.");
        }

        return null;
    }

    private YamlMap? ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is not DocumentStart)
            throw new YamlRefusal(TextErrors.Empty, new Place(file, 1, 1), "The file is empty", "Write a plan, or remove the file from 'include'.");
        Next();
        var root = ReadNode(depth: 0);
        Next();
        Next();
        if (_parser.Current is DocumentStart second)
            throw new YamlRefusal(TextErrors.ManyDocuments, At(second.Start), "A second document begins here", "Keep one document a file.");
        if (root is YamlMap map)
            return map;
        if (root is YamlScalar { IsMissing: true })
            throw new YamlRefusal(TextErrors.Empty, root.Place, "The file is empty", "Write a plan, or remove the file from 'include'.");
        throw new YamlRefusal(ValueErrors.Kind, root.Place, $"The file holds {root.Kind} where a plan's sections are needed", "Begin with 'holdfast: 1'.");
    }

    /// <summary>Reads the current event's value; afterwards the current event is its last.</summary>
    private YamlNode ReadNode(int depth, bool isKey = false)
    {
        var parsed = _parser.Current!;
        var place = At(parsed.Start);
        if (depth > PlanLimits.DepthMax)
            throw TooDeep(place);
        if (parsed is AnchorAlias alias)
            return ReadAlias(alias, place, depth);
        if (--_valuesLeft < 0)
            throw TooMany(place);
        var named = (NodeEvent)parsed;
        if (!named.Tag.IsEmpty)
            Add(TextErrors.Tag, place, named.Tag.ToString(), $"The tag '{Printable.Of(named.Tag.ToString())}' is not supported", "Remove it.");
        if (!named.Anchor.IsEmpty)
            _anchors[named.Anchor.Value] = null;
        YamlNode node = parsed switch
        {
            Scalar scalar => ReadScalar(scalar, place, isKey),
            SequenceStart => ReadList(place, depth),
            _ => ReadMap(place, depth),
        };
        if (!named.Anchor.IsEmpty)
            _anchors[named.Anchor.Value] = node;
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar, Place place, bool isKey)
    {
        var text = isKey ? scalar.Value : substitution.Apply(scalar.Value, place, findings);
        return new YamlScalar(place, text ?? scalar.Value, scalar.Style == ScalarStyle.Plain, broken: text is null);
    }

    private YamlList ReadList(Place place, int depth)
    {
        var items = new List<YamlNode>();
        for (Next(); _parser.Current is not SequenceEnd; Next())
            items.Add(ReadNode(depth + 1));
        return new YamlList(place, items);
    }

    private YamlMap ReadMap(Place place, int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new YamlKeys(entries);
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            var key = ReadNode(depth + 1, isKey: true);
            Next();
            var value = ReadNode(depth + 1);
            // What is not there would stand at whatever comes next, which may be lines away.
            if (value is YamlScalar { Text: "", Plain: true, IsBroken: false })
                value = new YamlScalar(key.Place, "", plain: true);
            if (key is not YamlScalar name)
                Add(TextErrors.Key, key.Place, "", $"A key must be plain text, not {key.Kind}", "Quote it if it is text with braces or brackets.");
            else if (name is { Plain: true, Text: "<<" })
                Add(TextErrors.MergeKey, name.Place, "<<", "Merge keys are not supported", "Use an alias for the whole section, or write the values out.");
            else if (keys.Find(name.Text) is { } first)
                Add(TextErrors.Duplicate, name.Place, name.Text, $"'{Printable.Of(name.Text)}' stands here twice", "Keep one of the two.", first.Place);
            else
                entries.Add(new YamlEntry(name, value));
        }

        return new YamlMap(place, entries);
    }

    /// <summary>An alias shares what it stands for but counts in full, so that a few lines cannot stand for billions.</summary>
    private YamlNode ReadAlias(AnchorAlias alias, Place place, int depth)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var node))
            throw new YamlRefusal(TextErrors.Alias, place, $"There is no anchor '&{Printable.Of(name)}' before this alias", "Define it first, or quote the text.");
        if (node is null)
            throw new YamlRefusal(TextErrors.Alias, place, $"The anchor '&{Printable.Of(name)}' contains itself", "Write the value out.");
        _valuesLeft -= node.Size;
        if (_valuesLeft < 0)
            throw TooMany(place);
        return depth + node.Height > PlanLimits.DepthMax ? throw TooDeep(place) : node;
    }

    private void Next()
    {
        if (!_parser.MoveNext())
            throw new YamlRefusal(TextErrors.Syntax, new Place(file, 0, 0), "The text ends too early", "Check that the file is whole.");
    }

    private Place At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private void Add(Errors.KnownError known, Place place, string text, string message, string advice, Place? related = null) =>
        findings.AddAt(known, place, PlanPath.Root, text, message, advice, related);

    private static YamlRefusal TooDeep(Place place) =>
        new(TextErrors.TooDeep, place, $"More than {PlanLimits.DepthMax} levels of sections", "Check indentation and brackets.");

    private static YamlRefusal TooMany(Place place) =>
        new(TextErrors.TooMany, place, $"The plan has more than {PlanLimits.ValuesMax} values, aliases counted as what they stand for", "Write out what the aliases repeat.");

    private static string Sentence(string message)
    {
        var end = message.IndexOf(" | Line:", StringComparison.Ordinal);
        return Printable.Of((end < 0 ? message : message[..end]).TrimEnd('.', ' '));
    }
}
