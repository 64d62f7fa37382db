using System.Text;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class TextErrorTests
{
    public static TheoryData<PlanErrorCase> Cases =>
    [
        new PlanErrorCase("HF1004", "", "The file is empty", "«"),
        new PlanErrorCase("HF1004", "", "The file is empty", "«# nothing\n\n"),
        new PlanErrorCase("HF1103", "", "holds a list", "«- a\n- b\n"),
        new PlanErrorCase("HF1103", "", "holds a single value", "«holdfast"),
        new PlanErrorCase("HF1005", "", "A tab indents this line", Texts.Least.Replace("interfaces:\n", "«\tinterfaces:\n", StringComparison.Ordinal)),
        new PlanErrorCase("HF1006", "", "U+0000", Texts.Least.Replace("[ann", "[«\0ann", StringComparison.Ordinal)),
        new PlanErrorCase("HF1006", "", "U+0085", Texts.Least.Replace("[ann", "[«\u0085ann", StringComparison.Ordinal)),
        new PlanErrorCase("HF1006", "", "U+2028", Texts.Least.Replace("[ann", "[«\u2028ann", StringComparison.Ordinal)),
        new PlanErrorCase("HF1007", "", "", "holdfast: «[1\nb: 2\n"),
        new PlanErrorCase("HF1008", "", "A second document begins here", Texts.Least + "\n«---\nholdfast: 1\n"),
        new PlanErrorCase("HF1011", "", "'zones' stands here twice", "zones: [a]\n" + Texts.Least.Replace("interfaces:", "«zones: [b]\ninterfaces:", StringComparison.Ordinal)),
        new PlanErrorCase("HF1012", "", "'tag:yaml.org,2002:int' is not supported", Texts.Least.Replace("holdfast: 1", "holdfast: «!!int 1", StringComparison.Ordinal)),
        new PlanErrorCase("HF1013", "", "Merge keys are not supported", Texts.WithInterface("retry: { «<<: { attempts: 2 } }")),
        new PlanErrorCase("HF1015", "", "no anchor '&x'", Texts.WithInterface("retry: «*x")),
        new PlanErrorCase("HF1015", "", "contains itself", Texts.WithInterface("retry: &x { a: «*x }")),
        new PlanErrorCase("HF1016", "", "The variable NOT_SET is not set", Texts.WithInterface("timeout: «\"${NOT_SET}\"")),
        new PlanErrorCase("HF1017", "", "cannot be read", Texts.WithInterface("timeout: «\"${NOT SET}\"")),
        new PlanErrorCase("HF1017", "", "cannot be read", Texts.WithInterface("timeout: «\"${NOT_SET\"")),
        new PlanErrorCase("HF1018", "include", "No file matches 'more/*.yaml'", Texts.WithRoot("include: «more/*.yaml")),
        new PlanErrorCase("HF1018", "include", "A folder is named with * or ?", Texts.WithRoot("include: [ «\"*/more.yaml\" ]")),
        new PlanErrorCase("HF1001", "", "'more.yaml' cannot be read: there is no such file", Texts.WithRoot("include: «more.yaml")),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OneFault_Read_IsOneErrorAtItsPlace(PlanErrorCase one)
    {
        var error = Texts.Bad(one.Text);

        error.Id.ShouldBe(one.Id);
        $"{error.Message} {error.Advice}".ShouldContain(one.Message);
        error.Path.ShouldBe(one.Path);
        error.Place.ToString().ShouldBe("plan.yaml:" + one.Place);
    }

    [Fact]
    public void KeyThatIsASection_Read_IsRefused()
    {
        var result = Texts.Read(Texts.WithMatch("path: /api/{id}"));
        result.Plan.ShouldBeNull();
    }

    [Fact]
    public void DuplicateKey_Read_HasBothPlaces()
    {
        var error = Texts.Bad(Texts.Least + "\n  all: { match: { path: /b }, service: shop }\n");

        error.Known.ShouldBe(TextErrors.Duplicate);
        error.Place.ToString().ShouldBe("plan.yaml:7:3");
        error.Related.ToString().ShouldBe("plan.yaml:6:3");
    }

    [Fact]
    public void NamesThatDifferByCase_Read_AreOneNameTwice() =>
        Texts.Bad(Texts.Least + "\n  ALL: { match: { path: /b }, service: shop }\n").Known.ShouldBe(TextErrors.Duplicate);

    [Fact]
    public void ByteOrderMark_Utf8_IsAccepted() =>
        Texts.Read(Bytes([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Texts.Least)])).IsGood.ShouldBeTrue();

    [Fact]
    public void ByteOrderMark_Utf16_IsRefusedWithAdvice()
    {
        var error = Texts.Bad(Texts.Read(Bytes([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Texts.Least)])));

        error.Known.ShouldBe(TextErrors.Encoding);
        error.Advice.ShouldBe("Save it as UTF-8.");
    }

    [Fact]
    public void InvalidUtf8_Read_NamesTheByte()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("holdfast: 1\nä: "), 0xC3, (byte)'\n'];

        var error = Texts.Bad(Texts.Read(Bytes(bytes)));

        error.Place.ToString().ShouldBe("plan.yaml:2:4");
        error.Message.ShouldBe("Byte 0xC3 is not UTF-8");
    }

    [Fact]
    public void WindowsLineEnds_Read_AreAccepted() =>
        Texts.Good(Texts.Least.Replace("\n", "\r\n", StringComparison.Ordinal));

    [Fact]
    public void OffendingText_InAnError_IsCutAndPrintable()
    {
        var error = Texts.Bad(Texts.WithInterface($"timeout: \"\\e[31m\u202e{new string('x', 200)}\""));

        error.Text.Length.ShouldBeLessThanOrEqualTo(80);
        error.Text.ShouldStartWith("\\u001b[31m\\u202exxx");
        error.ToString().ShouldNotContain("\u001b");
        error.ToString().ShouldNotContain("\u202e");
    }

    [Fact]
    public void ThousandErrors_Read_AreCountedAndTheFirstHundredShown()
    {
        var text = new StringBuilder(Texts.Least).Append('\n');
        for (var i = 0; i < 1000; i++)
            text.Append($"  i{i}: {{ match: {{ path: /i{i} }}, service: shop, timeout: {i + 5} }}\n");

        var result = Texts.Read(text.ToString());

        result.ErrorsTotal.ShouldBe(1000);
        result.Errors.Count.ShouldBe(100);
        result.Errors.Select(e => e.Place.Line).ShouldBe(Enumerable.Range(7, 100));
    }

    private static MemoryPlanFiles Bytes(byte[] bytes) => new MemoryPlanFiles().Add("plan.yaml", bytes);
}
