namespace OutreachPortal.Languages;

/// <summary>CLDR's plural categories of whole numbers (Unicode CLDR 45, "Language Plural Rules").</summary>
internal enum PluralForm
{
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}
