"""The councils of England, Scotland and Wales that hold the Prevent duty, by the places they serve.

Public facts, for finding whose plan a file is where it names only the place. Districts are not
here: a district's plan names its council in full.
"""

# fmt: off
_FORMS = {
    "{} County Council": """
        Cambridgeshire, Derbyshire, Devon, East Sussex, Essex, Gloucestershire, Hampshire, Hertfordshire,
        Kent, Lancashire, Leicestershire, Lincolnshire, Norfolk, Nottinghamshire, Oxfordshire,
        Staffordshire, Suffolk, Surrey, Warwickshire, West Sussex, Worcestershire""",
    "{} City Council": """
        Birmingham, Bradford, Bristol, Coventry, Derby, Hull, Leeds, Leicester, Liverpool, Manchester,
        Newcastle, Nottingham, Peterborough, Plymouth, Portsmouth, Salford, Sheffield, Southampton,
        Stoke-on-Trent, Sunderland, Wakefield, Westminster, Wolverhampton, Aberdeen, Dundee, Glasgow""",
    "London Borough of {}": """
        Barking and Dagenham, Barnet, Bexley, Brent, Bromley, Camden, Croydon, Ealing, Enfield, Hackney,
        Hammersmith and Fulham, Haringey, Harrow, Havering, Hillingdon, Hounslow, Islington, Lambeth,
        Lewisham, Merton, Newham, Redbridge, Richmond upon Thames, Southwark, Sutton, Tower Hamlets,
        Waltham Forest, Wandsworth""",
    "Royal Borough of {}": "Greenwich, Kensington and Chelsea, Kingston upon Thames, Windsor and Maidenhead",
    "{} Metropolitan Borough Council": """
        Barnsley, Bolton, Bury, Calderdale, Dudley, Gateshead, Kirklees, Knowsley, Oldham, Rochdale,
        Rotherham, Sandwell, Sefton, Solihull, Stockport, Tameside, Trafford, Walsall, Wigan, Wirral""",
    "{} Borough Council": """
        Blackburn with Darwen, Blackpool, Bracknell Forest, Darlington, Halton, Hartlepool, Luton,
        Middlesbrough, Redcar and Cleveland, Slough, Stockton-on-Tees, Swindon, Telford and Wrekin,
        Thurrock, Torbay, Warrington, Wokingham""",
    "{} Council": """
        Bath and North East Somerset, Bedford, Bournemouth Christchurch and Poole, Brighton and Hove,
        Buckinghamshire, Central Bedfordshire, Cheshire East, Cheshire West and Chester, Cornwall,
        Cumberland, Doncaster, Dorset, Durham, East Riding of Yorkshire, Herefordshire, Isle of Wight,
        Medway, Milton Keynes, North East Lincolnshire, North Lincolnshire, North Northamptonshire,
        North Somerset, North Tyneside, North Yorkshire, Northumberland, Rutland, Shropshire, Somerset,
        South Gloucestershire, South Tyneside, Southend-on-Sea, St Helens, West Berkshire,
        West Northamptonshire, Westmorland and Furness, Wiltshire, York, Cardiff, Newport, Swansea,
        Wrexham, Edinburgh, Fife, Highland""",
    "Reading Borough Council": "Reading Borough",
}
# fmt: on

#: Place -> the full name of its council.
COUNCILS = {
    " ".join(place.split()): form.format(" ".join(place.split()))
    for form, places in _FORMS.items()
    for place in places.split(",")
}

#: A city or borough with a council of its own -> the county that it lies in, which has one too.
CITY_IN_COUNTY = {
    "Blackburn with Darwen": "Lancashire",
    "Blackpool": "Lancashire",
    "Brighton and Hove": "East Sussex",
    "Derby": "Derbyshire",
    "Leicester": "Leicestershire",
    "Medway": "Kent",
    "North East Lincolnshire": "Lincolnshire",
    "North Lincolnshire": "Lincolnshire",
    "Nottingham": "Nottinghamshire",
    "Peterborough": "Cambridgeshire",
    "Plymouth": "Devon",
    "Portsmouth": "Hampshire",
    "Southampton": "Hampshire",
    "Southend-on-Sea": "Essex",
    "Stoke-on-Trent": "Staffordshire",
    "Thurrock": "Essex",
    "Torbay": "Devon",
}
