using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("en", "Installing solar networks", "install network")]
    [InlineData("fr", "Réseaux numériques pour l'été", "reseau numerique")]
    [InlineData("fr", "Réseaux numériques pour l'eau", "RÉSEAU d'eau")]
    [InlineData("es", "Licitación de telecomunicaciones rápidas", "licitaciones rapida")]
    [InlineData("es", "Diseño gráfico", "diseno grafico")]
    [InlineData("ru", "Поставка серверного оборудования учёта", "поставки учета оборудование")]
    [InlineData("ru", "Поставка серверного оборудования учета", "учёт")]
    [InlineData("ar", "خدمات الإنترنت في المدارس", "انترنت")]
    [InlineData("ar", "إدارة المَشاريع", "اداره المشاريع")]
    [InlineData("zh", "采购网络安全软件", "网络安全")]
    [InlineData("zh", "采购网络安全软件", "软件")]
    [InlineData("zh", "采购网络安全软件", "软")]
    [InlineData("zh", "采购网络安全软件", "採購網絡安全軟件")]
    [InlineData("zh", "採購網絡安全軟件", "采购软件")]
    [InlineData("zh", "向县医院供应基本药品", "药品供应")]
    [InlineData("zh", "建设和平的村庄", "和平村庄建设")]
    [InlineData("zh", "5G网络建设项目", "项目5G网络建设")]
    [InlineData("es", "Reparación y evaluación de sistemas solares", "reparar solar")]
    [InlineData("es", "Evaluadores", "evaluación")]
    [InlineData("ar", "وللمدارس الابتدائية", "مدرسة ابتدائية")]
    [InlineData("ar", "توريد أدوية وأجهزة", "دواء جهاز")]
    [InlineData("pt", "Aquisição de equipamentos", "aquisicao equipamentos")]
    [InlineData("vi", "Mua sắm thiết bị mạng", "mua sam thiet bi")]
    [InlineData("hi", "सॉफ़्टवेयर सेवाएँ", "सेवाएँ")]
    public void A_title_is_found_in_its_language_with_and_without_diacritics(string language, string title, string text)
    {
        using var shelf = Of(language, title, "Nothing");

        Assert.Equal("1", shelf.Find(title));
        Assert.Equal("1", shelf.Find(text));
    }

    [Theory]
    [InlineData("RFQ/2026/0147", "RFQ/2026/0147", "rfq/2026/0147", "0147", "2026/0147", "rfq 0147", "RFQ/2026*", "RFQ-2026-0147")]
    [InlineData("UNDP-KEN-00123", "UNDP-KEN-00123", "undp-ken-00123", "00123", "UNDP KEN", "ken-00123", "undp-ken*")]
    [InlineData("Write to tenders.ke@example.org today", "tenders.ke@example.org", "example.org", "tenders", "tenders.ke@*")]
    [InlineData("See https://www.example.org/a/b?c=1.", "https://www.example.org/a/b?c=1", "example.org", "www.example.org")]
    [InlineData("A 5G network", "5G", "5g")]
    [InlineData("Developer (C#, C++ and .NET)", "C#", "c++", ".NET", "net", "c", ".net c# c++")]
    [InlineData("1,000 laptops of 2.5 kg", "1,000", "2.5", "\"1,000 laptops\"")]
    [InlineData("The supplier's R&D", "supplier", "suppliers", "R&D", "supplier's")]
    [InlineData("Ｆｕｌｌ width ２０２６", "full", "2026")]
    [InlineData("Straße in Łódź", "strasse", "lodz", "STRASSE")]
    [InlineData("سنة ٢٠٢٦", "2026", "٢٠٢٦")]
    public void A_code_is_found_whole_and_by_its_parts(string title, params string[] texts)
    {
        using var shelf = Of("en", title, "Nothing");

        Assert.All(texts.Append(title), text => Assert.Equal((text, "1"), (text, shelf.Find(text))));
    }

    [Fact]
    public void A_sign_that_makes_another_word_counts()
    {
        using var shelf = Of("en", "C developer", "C++ developer", "C# developer", "Net profit", ".NET developer");

        Assert.Equal("2", shelf.Find("C++"));
        Assert.Equal("3", shelf.Find("C#"));
        Assert.Equal("1 2 3", shelf.Find("c"));
        Assert.Equal("5", shelf.Find(".net"));
    }

    [Theory]
    [InlineData("the")]
    [InlineData("the of")]
    [InlineData("и")]
    [InlineData("de la")]
    public void Stop_words_alone_are_looked_for(string text)
    {
        using var shelf = Of("en", "The art of и de la", "Nothing");

        Assert.Equal("1", shelf.Find(text));
    }

    [Fact]
    public void A_run_of_characters_is_several_words_unless_quotes_hold_it_together()
    {
        using var shelf = Of("zh", "医院的电力由太阳能供应", "医院太阳能电力系统", "太阳能水泵", "公路建设");

        Assert.Equal("1 2", shelf.Find("医院太阳能电力"));
        Assert.Equal("2", Ids(shelf.Search("医院太阳能电力")).Split(' ')[0]);
        Assert.Equal("2", shelf.Find("\"医院太阳能电力\""));
        Assert.Equal("1 2 3", shelf.Find("太阳能"));
        Assert.Equal("1", shelf.Find("医院太阳能电力 -系统"));
    }

    [Fact]
    public void A_run_too_long_for_the_limits_is_looked_for_as_it_stands()
    {
        var title = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('\u4e00' + (17 * i))));
        using var shelf = Of("zh", title, "公路建设");

        Assert.Equal("1", shelf.Find(title));
        Assert.Equal("", shelf.Find(title[50..] + title[..50]));
        Assert.Empty(QueryText.Parse(title, Shelf.Options).Notes);
    }

    [Fact]
    public void A_stop_word_of_any_language_is_optional_beside_other_words()
    {
        using var shelf = Of("en", "Supply of servers", "Servers");

        Assert.Equal("1 2", shelf.Find("the servers"));
        Assert.Equal("1 2", shelf.Find("des servers"));
        Assert.Equal("1", shelf.Find("+of servers"));
        Assert.Equal("1", shelf.Find("\"supply of servers\""));
    }

    [Fact]
    public void Words_of_different_languages_meet_in_one_query()
    {
        using var shelf = new Shelf();

        shelf.Put(Book("1", "Water supply").Text("title", "fr", "Approvisionnement en eau"), Book("2", "Water"));

        Assert.Equal("1", shelf.Find("water approvisionnements"));
    }

    [Theory]
    [InlineData("RFQ/2026", "Whole:RFQ/2026 Part:RFQ Part:2026")]
    [InlineData("l'eau d'Ivoire O'Brien's", "Part:eau Part:Ivoire Part:O Part:Brien")]
    [InlineData("C#/C++, .NET.", "Whole:C#/C++ Part:C Sign:C# Part:C Sign:C++ Part:NET Sign:.NET")]
    [InlineData("安全a", "Character:安 Pair:安全 Character:全 Part:a")]
    [InlineData("a,b 1,5 a - b", "Part:a Part:b Whole:1,5 Part:1 Part:5 Part:a Part:b")]
    [InlineData("--- \ud800 \u0301", "")]
    public void Words_are_read_whole_and_in_parts(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', WordReader.Read(text).Select(token => $"{token.Kind}:{token.In(text)}")));
}
